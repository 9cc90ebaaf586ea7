"""Pictures that people send in: checked, turned upright and made anew, so that nothing hidden comes along."""

import io
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

LARGEST_FILE = 8 * 1024 * 1024
MOST_PIXELS = 40_000_000
# Named one by one: Pillow would also hand a file to other programs, for kinds that no camera makes.
KINDS = ("JPEG", "PNG", "WEBP")


def read_picture(given: Any) -> Image.Image:
    """The picture in an uploaded file. Raises ValidationError, in words, when it is too large or no picture."""
    too_large = ValidationError(_("This photo is too large. Choose one under 8 MB."))
    if (given.size or 0) > LARGEST_FILE:
        raise too_large
    try:
        picture = Image.open(given, formats=KINDS)
        if picture.width * picture.height > MOST_PIXELS:
            raise too_large
        return ImageOps.exif_transpose(picture).convert("RGB")
    except Image.DecompressionBombError as fault:
        raise too_large from fault
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as fault:
        raise ValidationError(_("This is not a photo. Choose a JPG or PNG.")) from fault


def as_file(picture: Image.Image, name: str) -> ContentFile:
    """A new JPEG of the picture, without anything but what is seen on it."""
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=85)
    return ContentFile(out.getvalue(), name=name)
