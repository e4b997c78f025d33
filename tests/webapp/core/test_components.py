"""The macros that every page is written with: what a reader, or a screen reader, is given."""

from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from flask import Flask, render_template_string
from werkzeug.datastructures import MultiDict
from wtforms import (
    BooleanField,
    FieldList,
    FormField,
    RadioField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms import Form as PlainForm
from wtforms.validators import InputRequired
from wtforms.widgets import CheckboxInput, ListWidget

from webapp.core.forms import Form

HOSTILE = '"><script>alert(1)</script>'


class Address(PlainForm):
    street = StringField("Street", [InputRequired("Write a street.")])


class Example(Form):
    name = StringField("Name", [InputRequired("Write a name.")], description="As registered.")
    remark = TextAreaField("Remark")
    kind = SelectField("Kind", choices=[SelectChoice("a", "A"), SelectChoice("b", "B")])
    position = RadioField(
        "Position",
        [InputRequired("Choose one.")],
        choices=[SelectChoice("yes", "Yes"), SelectChoice("no", "No")],
    )
    groups = SelectMultipleField(
        "Groups",
        choices=[SelectChoice("k", "K"), SelectChoice("m", "M")],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    agree = BooleanField("I agree", [InputRequired("Tick the box.")])
    address = FormField(Address)
    streets = FieldList(StringField("Street", [InputRequired("Write this one too.")]))


def rendered(app: Flask, source: str, **context: Any) -> BeautifulSoup:
    with app.test_request_context("/", headers={"Accept-Language": "en"}):
        return BeautifulSoup(render_template_string(source, **context), "lxml")


def one(page: BeautifulSoup, selector: str) -> Tag:
    [found] = page.select(selector)
    return found


@pytest.fixture
def invalid(app: Flask) -> Example:
    with app.test_request_context("/", method="POST"):
        form = Example(MultiDict({"kind": "a", "streets-0": ""}))
        assert not form.validate()
        form.form_errors.append("The days do not fit.")
        return form


@pytest.fixture
def fresh(app: Flask) -> Example:
    with app.test_request_context("/"):
        return Example(MultiDict())


FIELD = '{% from "components/forms.html" import field %}{{ field(field_) }}'


def test_a_field_is_tied_to_its_label_hint_and_error(app: Flask, invalid: Example) -> None:
    page = rendered(app, FIELD, field_=invalid.name)
    control = one(page, "input")
    assert one(page, "label")["for"] == control["id"] == "name"
    assert control["aria-describedby"] == "name-hint name-error"
    assert control["aria-invalid"] == "true"
    assert "As registered." in one(page, "#name-hint").get_text()
    assert "Write a name." in one(page, "#name-error").get_text()


def test_a_valid_field_without_a_hint_describes_nothing(app: Flask, fresh: Example) -> None:
    control = one(rendered(app, FIELD, field_=fresh.remark), "textarea")
    assert not control.has_attr("aria-describedby")
    assert not control.has_attr("aria-invalid")


def test_only_optional_fields_are_marked(app: Flask, fresh: Example) -> None:
    marked = {
        field.name: bool(rendered(app, FIELD, field_=field).select(".y-optional"))
        for field in (fresh.name, fresh.remark, fresh.kind, fresh.position, fresh.groups)
    }
    assert marked == {
        "name": False,
        "remark": True,
        "kind": False,
        "position": False,
        "groups": True,
    }


@pytest.mark.parametrize(("name", "kind"), [("position", "radio"), ("groups", "checkbox")])
def test_choices_are_a_fieldset_with_a_legend(
    app: Flask, fresh: Example, name: str, kind: str
) -> None:
    page = rendered(app, FIELD, field_=fresh[name])
    assert one(page, "fieldset > legend").get_text()
    controls = page.select(f"fieldset input[type={kind}]")
    assert [label["for"] for label in page.select("label")] == [c["id"] for c in controls]
    assert len(controls) == 2


def test_what_else_is_given_becomes_attributes(app: Flask, fresh: Example) -> None:
    source = (
        '{% from "components/forms.html" import field %}'
        '{{ field(f, autocomplete="name", attrs={"data-x": "1"}) }}{{ field(g, rows=12) }}'
    )
    page = rendered(app, source, f=fresh.name, g=fresh.remark)
    assert one(page, "input")["autocomplete"] == "name"
    assert one(page, "input")["data-x"] == "1"
    assert one(page, "textarea")["rows"] == "12"


def test_the_error_summary_links_to_every_faulty_control(app: Flask, invalid: Example) -> None:
    source = (
        '{% from "components/forms.html" import error_summary, field %}{{ error_summary(form) }}'
        "{% for f in (form.name, form.position, form.agree, form.address.form.street,"
        " form.streets[0]) %}{{ field(f) }}{% endfor %}"
    )
    page = rendered(app, source, form=invalid)
    links = page.select("[data-error-summary] a")
    assert [link.get_text() for link in links] == [
        "Write a name.",
        "Choose one.",
        "Tick the box.",
        "Write a street.",
        "Write this one too.",
    ]
    for link in links:
        assert one(page, f"[id='{str(link['href'])[1:]}']").name == "input"
    assert "The days do not fit." in one(page, "[data-error-summary]").get_text()


def test_a_form_without_faults_has_no_summary(app: Flask, fresh: Example) -> None:
    source = '{% from "components/forms.html" import error_summary %}{{ error_summary(form) }}'
    assert not rendered(app, source, form=fresh).get_text().strip()


HOSTILE_CALLS = {
    "alerts": ("alert(text, title=text)",),
    "tags": ("tag(text, text)",),
    "empty": ("empty_state(text, text, text, text)",),
    "tables": ("facts([(text, text)])", "td(text, text)"),
    "stats": ("shares(text, [(text, 2, 'submitted')])", "stat(text, text, text, text)"),
    "progress": ('progress("p", text, url=text, text=text)',),
    "navigation": ('steps(text, [(text, text, "done")])', "contents(text, [(text, text, 1, 2)])"),
    "forms": ("submit(text, confirm=text)", "post_button(text, text, text, confirm=text)"),
}


@pytest.mark.parametrize(
    ("component", "call"),
    [(component, call) for component, calls in HOSTILE_CALLS.items() for call in calls],
)
def test_hostile_text_stays_text(app: Flask, component: str, call: str) -> None:
    source = f'{{% import "components/{component}.html" as c %}}{{{{ c.{call} }}}}'
    page = rendered(app, source, text=HOSTILE)
    assert not page.select("script")
    assert HOSTILE in page.get_text()


def test_progress_asks_again_only_while_there_is_an_address(app: Flask) -> None:
    source = (
        '{% from "components/progress.html" import progress %}'
        '{{ progress("a", "Under way", value=20, url="/state") }}'
        '{{ progress("b", "Done", value=100) }}'
    )
    page = rendered(app, source)
    assert one(page, "#a")["hx-get"] == "/state"
    assert not one(page, "#b").has_attr("hx-get")
    for name in ("a", "b"):
        assert one(page, f"label[for={name}-bar]")
        assert one(page, f"progress#{name}-bar").has_attr("value")


def test_show_more_is_a_link_without_javascript(app: Flask) -> None:
    source = '{% from "components/paging.html" import show_more %}{{ show_more(url, "rows") }}'
    link = one(rendered(app, source, url="/list?after=20"), "a")
    assert link["href"] == link["hx-get"] == "/list?after=20"
    last = rendered(app, source, url="")
    assert one(last, "#rows-more")
    assert not last.select("a")


def test_a_table_that_scrolls_can_be_reached_and_is_named(app: Flask) -> None:
    source = (
        '{% from "components/tables.html" import table %}'
        '{% call table("t", "Bodies", ["Name", ("Count", "number")]) %}<tr></tr>{% endcall %}'
    )
    page = rendered(app, source)
    region = one(page, "[role=region]")
    assert region["tabindex"] == "0"
    assert one(page, f"#{region['aria-labelledby']}").get_text() == "Bodies"
    assert [th["scope"] for th in page.select("th")] == ["col", "col"]


def test_shares_say_every_count_in_words(app: Flask) -> None:
    source = '{% from "components/stats.html" import shares %}{{ shares("Positions", parts) }}'
    page = rendered(app, source, parts=[("For", 3, "a"), ("Against", 1, "b"), ("Neither", 0, "c")])
    assert [" ".join(li.get_text().split()) for li in page.select("li")] == [
        "For: 3",
        "Against: 1",
        "Neither: 0",
    ]
    assert [rect["width"] for rect in page.select(".y-shares__bar rect")] == ["75.000%", "25.000%"]


def test_no_shared_template_needs_what_the_security_policy_forbids(app: Flask) -> None:
    environment = app.jinja_env
    for name in environment.list_templates(filter_func=_is_page_part):
        assert environment.loader
        source = environment.loader.get_source(environment, name)[0]
        found = BeautifulSoup(source, "html.parser").find_all(
            lambda tag: any(key == "style" or key.startswith(("on", "hx-on")) for key in tag.attrs)
        )
        assert not found, name


def _is_page_part(name: str) -> bool:
    return name.endswith(".html") and "email" not in name
