"""`{{ text|plainly:glossary }}`: a text with the plain word beside each hard one."""

from django import template
from django.utils.html import conditional_escape, format_html, format_html_join, linebreaks
from django.utils.safestring import SafeString

from kring.municipality.glossary import Glossary

register = template.Library()


@register.filter
def plainly(text: str, glossary: Glossary) -> SafeString:
    """Each hard word is marked where it first stands, with the plain word behind it."""
    pieces = (
        format_html('<mark class="kring-hard">{}</mark> <span class="kring-plain">({})</span>', piece.text, piece.plain)
        if piece.plain
        else conditional_escape(piece.text)
        for piece in glossary.pieces(text)
    )
    return SafeString(linebreaks(format_html_join("", "{}", ((piece,) for piece in pieces))))
