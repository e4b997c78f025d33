"""The buttons by which an answer is shared."""

from wtforms import HiddenField

from webapp.core.forms import Form


class ShareForm(Form):
    """Share the answer, or stop sharing it: `do` is `share` or `stop`."""

    do = HiddenField()
