"""Forms of reports. One module a noun."""

from webapp.reports.forms.editions import (
    CompileForm,
    PublishForm,
)

__all__ = [
    "CompileForm",
    "PublishForm",
]
