"""Forms of the network."""

from django import forms
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from PIL import ImageOps

from kring.core.forms import ModelForm
from kring.core.pictures import as_file, read_picture
from kring.network.models import Professional

FACE = (320, 320)


class CardForm(ModelForm):
    """My own card: how to reach me and what to expect of me."""

    face = forms.FileField(required=False, label=_("Photo of your face"), widget=forms.FileInput)

    class Meta:
        model = Professional
        fields = ["function", "phone", "works_on", "expect_of_me"]
        labels = {
            "function": _("Function"),
            "phone": _("Phone"),
            "works_on": _("When do you work?"),
            "expect_of_me": _("What may a colleague elsewhere expect of you?"),
        }
        widgets = {"expect_of_me": forms.Textarea(attrs={"rows": 4})}

    def clean_face(self) -> ContentFile | None:
        """The photo made anew as a small JPEG: nothing hidden in the file comes along."""
        given: UploadedFile | None = self.cleaned_data["face"]
        if not given:
            return None
        return as_file(ImageOps.fit(read_picture(given), FACE), "face.jpg")
