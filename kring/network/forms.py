"""Forms of the network."""

import io

from django import forms
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps, UnidentifiedImageError

from kring.core.forms import ModelForm
from kring.network.models import Professional

LARGEST_FILE = 8 * 1024 * 1024
MOST_PIXELS = 40_000_000
# Named one by one: Pillow would also hand a file to other programs, for kinds that no camera makes.
KINDS = ("JPEG", "PNG", "WEBP")
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
        too_large = forms.ValidationError(_("This photo is too large. Choose one under 8 MB."))
        if (given.size or 0) > LARGEST_FILE:
            raise too_large
        try:
            picture = Image.open(given, formats=KINDS)
            if picture.width * picture.height > MOST_PIXELS:
                raise too_large
            square = ImageOps.fit(ImageOps.exif_transpose(picture).convert("RGB"), FACE)
        except Image.DecompressionBombError as fault:
            raise too_large from fault
        except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as fault:
            raise forms.ValidationError(_("This is not a photo. Choose a JPG or PNG.")) from fault
        out = io.BytesIO()
        square.save(out, "JPEG", quality=85)
        return ContentFile(out.getvalue(), name="face.jpg")
