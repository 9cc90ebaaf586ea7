"""Addresses of this module."""

from django.urls import path
from django.urls.resolvers import URLPattern

from kring.plans.views import agreements, bottlenecks, frame, goals, opening, organising, page, paper, review

CIRCLE = "kringen/<uuid:circle_id>/"
PLAN = CIRCLE + "plan/"
BOTTLENECKS = PLAN + "knelpunten/"
BOTTLENECK = BOTTLENECKS + "<uuid:bottleneck_id>/"

urlpatterns: list[URLPattern] = [
    path("kringen/nieuw/<uuid:household_id>/", opening.circle_open, name="circle_open"),
    path(CIRCLE + "vorm/", organising.circle_form, name="circle_form"),
    path(CIRCLE + "vorm/antwoord/", organising.form_answer, name="form_answer"),
    path(CIRCLE + "vorm/intrekken/", organising.form_withdraw, name="form_withdraw"),
    path(CIRCLE + "raamwerk/", organising.framework, name="framework"),
    path(CIRCLE + "raamwerk/<uuid:framework_id>/weer/", organising.framework_again, name="framework_again"),
    path(PLAN, page.plan, name="plan"),
    path(PLAN + "wie-leest/", page.plan_readers, name="plan_readers"),
    path(PLAN + "versies/", page.plan_versions, name="plan_versions"),
    path(PLAN + "wat-telt/", frame.matters, name="matters"),
    path(PLAN + "boodschap/", frame.message, name="message"),
    path(PLAN + "evaluatiedag/", frame.horizon, name="horizon"),
    path(PLAN + "doelen/", goals.goal_add, name="goal_add"),
    path(PLAN + "doelen/<uuid:goal_id>/", goals.goal, name="goal"),
    path(PLAN + "doelen/<uuid:goal_id>/eerst/", goals.goal_first, name="goal_first"),
    path(PLAN + "doelen/<uuid:goal_id>/afronden/", goals.goal_end, name="goal_end"),
    path(PLAN + "doelen/<uuid:goal_id>/weer-open/", goals.goal_reopen, name="goal_reopen"),
    path(PLAN + "afspraken/", agreements.agreement_add, name="agreement_add"),
    path(PLAN + "afspraken/<uuid:agreement_id>/", agreements.agreement, name="agreement"),
    path(PLAN + "afspraken/<uuid:agreement_id>/klaar/", agreements.agreement_done, name="agreement_done"),
    path(PLAN + "afspraken/<uuid:agreement_id>/weer-open/", agreements.agreement_reopen, name="agreement_reopen"),
    path(BOTTLENECKS, bottlenecks.bottlenecks, name="bottlenecks"),
    path(BOTTLENECKS + "nieuw/", bottlenecks.bottleneck_add, name="bottleneck_add"),
    path(BOTTLENECK, bottlenecks.bottleneck, name="bottleneck"),
    path(BOTTLENECK + "wie/", bottlenecks.bottleneck_owner, name="bottleneck_owner"),
    path(BOTTLENECK + "klaar/", bottlenecks.bottleneck_end, name="bottleneck_end"),
    path(BOTTLENECK + "weer-open/", bottlenecks.bottleneck_reopen, name="bottleneck_reopen"),
    path(PLAN + "evaluatie/", review.review, name="review"),
    path(PLAN + "evaluatie/<uuid:review_id>/", review.review_shown, name="review_shown"),
    path(PLAN + "afdruk/", paper.plan_print, name="plan_print"),
    path(PLAN + "plan.pdf", paper.plan_pdf, name="plan_pdf"),
]
