"""The pages that the two logins lead to, as templates."""

_HEAD = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>TCN Platform 3.0 - %(title)s</title>
</head>
<body>
<h1>TCN Platform 3.0</h1>
"""
_SIGNED_IN = "<p>Signed in as <b>{{ username }}</b>, {{ account }}.</p>\n"
_END = "</body>\n</html>\n"

# What stands in braces once is filled in for each of the two logins.
LOGIN = (
    _HEAD % {"title": "{title} Login"}
    + """\
<h2>{title} Login</h2>
{{% if tried %}}
<p role="alert">The user name or the password is not right.</p>
{{% endif %}}
<form action="{action}" method="post">
<p><label>Username: <input type="text" name="userName" autocomplete="username" required autofocus></label></p>
<p><label>Password: <input type="password" name="password" autocomplete="current-password" required></label></p>
<p><input type="submit" value="Log in"></p>
</form>
"""
    + _END
)

START = (
    _HEAD % {"title": "Start"}
    + _SIGNED_IN
    + """\
<h2>Broadcasts</h2>
<table>
<tr><th>Broadcast ID</th><th>Description</th><th>Status Code</th><th>Records</th><th>Remaining</th></tr>
{% for group in broadcasts %}
<tr><td>{{ group.task_sid }}</td><td>{{ group.description }}</td><td>{{ group.status }}</td>\
<td>{{ group.records }}</td><td>{{ group.remaining }}</td></tr>
{% else %}
<tr><td colspan="5">There are no broadcasts.</td></tr>
{% endfor %}
</table>
"""
    + _END
)

AGENT_START = (
    _HEAD % {"title": "Agent Gateway"}
    + _SIGNED_IN
    + """\
{% if name %}
<h2>{{ name }}</h2>
<p>State: {{ state }}</p>
<p>Skills: {{ skills|join(", ") or "none" }}</p>
{% else %}
<p>This user is no agent.</p>
{% endif %}
"""
    + _END
)
