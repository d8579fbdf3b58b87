"""HTML pages as replies, and the templates of the pages that offer something to choose."""

from collections.abc import Mapping
from typing import Any

from ringback.vendors.dialer360.call import Line
from ringback.wire.html import page


class Page(Line):
    """A reply that is a page: `text` says in short what it shows, `template` makes it of the values named in `uses`."""

    def __init__(self, text: str, template: str, *uses: str, **rest: Any) -> None:
        """Declare the page; a secret must be used under the name of its field, so that it can be masked."""
        super().__init__(text, end="", **rest)
        self.page = template
        self.uses = uses

    def names(self, profile: str) -> tuple[str, ...]:
        """The values that the template needs."""
        return self.uses

    def render(self, values: Mapping[str, Any], profile: str) -> str:
        """Fill the template; every value is escaped, and the last line has its end."""
        return page(self.page, values).rstrip("\n") + "\n"


# `script` turns a value into what may stand between the quotes of a script that is itself an attribute of a tag.
_MACROS = """\
{% macro script(value) %}{{ (value|tojson)[1:-1]|forceescape }}{% endmacro %}
{% macro choose(name) %}
<a href="#" onclick="choose_file('{{ script(name) }}','{{ script(comments) }}'); return false;">\
{% endmacro %}
"""

_BEGIN = (
    _MACROS
    + """\
<html><head><title>NON-AGENT API</title>
<script>
function choose_file(filename, fieldname) {
  if (filename.length > 0) {
    parent.document.getElementById(fieldname).value = filename;
    close_file();
  }
}
function close_file() {
  document.getElementById("selectframe").innerHTML = "";
  parent.close_chooser();
}
</script>
</head>
<body>
<a href="#" onclick="close_file(); return false;">close frame</a>
<div id="selectframe">
<table>
"""
)
_END = """\
</table>
</div>
</body></html>
"""

LINKS = """\
{% for file in files %}
<a href="http://{{ server }}/{{ directory }}/{{ file.name }}">{{ file.name }}</a><br>
{% endfor %}
"""

SOUNDS = (
    _BEGIN
    + """\
{% macro head(stage, shown) %}
<td><a href="?source=admin&amp;function=sounds_list&amp;user={{ user|urlencode }}&amp;pass={{ password|urlencode }}\
&amp;format=selectframe&amp;comments={{ comments|urlencode }}&amp;stage={{ stage }}">{{ shown }}</a></td>
{% endmacro %}
<tr><td>#</td>
{{ head("name", "FILENAME") }}\
{{ head("date", "DATE") }}\
{{ head("size", "SIZE") }}\
<td>PLAY</td></tr>
{% for file in files %}
<tr><td>{{ loop.index }}</td>
<td>{{ choose(file.prompt) }}{{ file.name }}</a></td>
<td>{{ file.date }}</td>
<td>{{ file.size }}</td>
<td><a href="http://{{ server }}/{{ directory }}/{{ file.name }}" target="_blank">PLAY</a></td></tr>
{% endfor %}
"""
    + _END
)

MOH = (
    _BEGIN
    + """\
<tr><td>#</td><td colspan="2">Music On Hold Class</td><td>Name</td><td>Random</td></tr>
{% for moh in classes %}
<tr><td>{{ loop.index }}</td>
<td colspan="2">{{ choose(moh.moh_id) }}{{ moh.moh_id }}</a></td>
<td>{{ moh.moh_name }}</td>
<td>{{ moh.random }}</td></tr>
<tr><td colspan="2">&nbsp;</td>
<td colspan="3">Files: \
{% for file in moh.files %}{{ file }}{{ "" if loop.last else " &nbsp; "|safe }}{% endfor %}</td></tr>
{% endfor %}
"""
    + _END
)

VOICEMAIL = (
    _BEGIN
    + """\
<tr><td>#</td><td colspan="2">Voicemail Boxes</td><td>Name</td><td>Email</td></tr>
{% for rows in (boxes, phones) %}
{% for row in rows %}
<tr><td>{{ loop.index }}</td>
<td colspan="2">{{ choose(row.voicemail_id) }}{{ row.voicemail_id }}</a></td>
<td>{{ row.name }}</td>
<td>{{ row.email }}</td></tr>
{% endfor %}
{% endfor %}
"""
    + _END
)

_AGENT = """\
<table>
<tr><td>Agent: {{ agent.user }} - {{ agent.full_name }}</td><td>&nbsp; Campaign: {{ agent.campaign_id }}</td>
<td><a href="#" onclick="hide_ingroup_info(); return false;">Close</a></td></tr>
<tr><td colspan="3">
"""

INGROUPS = (
    _AGENT
    + """\
<table>
{% for group in groups %}
<tr><td>{{ group.id }}{{ " *" if group.selected }}</td><td>{{ group.name }}</td></tr>
{% else %}
<tr><td>No In-Groups Allowed</td></tr>
{% endfor %}
</table><br>
SELECTED INGROUPS: {{ agent.selected }}<br>
OUTBOUND AUTODIAL: {{ agent.autodial }}<br>
MANAGER OVERRIDE: {{ agent.override }}<br>
MANAGER: {{ agent.manager }}<br>
</td></tr></table>
"""
)

INGROUPS_FORM = (
    _MACROS
    + _AGENT
    + """\
<input type="hidden" name="agent_user" id="agent_user" value="{{ agent.user }}">
<table>
<tr><td>Selected In-Groups:</td><td>
<select size="10" name="ingroup_new_selections" id="ingroup_new_selections" multiple>
{% for group in groups %}
<option value="{{ group.id }}"{{ " selected" if group.selected }}>{{ group.id }} - {{ group.name }}</option>
{% else %}
<option value="">No In-Groups Allowed</option>
{% endfor %}
</select></td></tr>
<tr><td>Change, Add, Remove:</td><td>
<select size="1" name="ingroup_add_remove_change" id="ingroup_add_remove_change">
<option value="CHANGE">CHANGE - the agent has what is selected above and nothing else</option>
<option value="ADD">ADD - the agent has what is selected above too</option>
<option value="REMOVE">REMOVE - the agent loses what is selected above</option>
</select></td></tr>
<tr><td>Blended Outbound Autodial:</td><td>
<select size="1" name="blended" id="blended"{{ "" if agent.may_autodial else " disabled" }}>
<option value="YES"{{ " selected" if agent.autodial == "Y" }}>Yes</option>
<option value="NO"{{ " selected" if agent.autodial == "N" }}>No</option>
</select></td></tr>
<tr><td>Set As User Default:</td><td>
<select size="1" name="set_as_default" id="set_as_default"{{ "" if may_set_default else " disabled" }}>
<option value="YES">Yes</option>
<option value="NO" selected>No</option>
</select></td></tr>
{% if agent.override in ("SET", "Y") %}
<tr><td>Manager In-Group Override:</td><td>{{ agent.override }} - {{ agent.manager }}</td></tr>
{% endif %}
<tr><td colspan="2">
<input type="button" name="SUBMIT" id="SUBMIT" value="Submit Changes" \
onclick="submit_ingroup_changes('{{ script(agent.user) }}')">
</td></tr>
</table>
</td></tr></table>
"""
)
