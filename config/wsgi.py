"""What a web server imports."""

import os
from io import StringIO

from django.core.management import call_command
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

application = get_wsgi_application()
# A web server that is started without `kring serve` refuses on the same grounds, such as an unsafe SQLite.
call_command("check", stdout=StringIO())
