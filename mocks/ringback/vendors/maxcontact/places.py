"""Where both APIs answer, and who may sign in to the handbook and demo scenarios."""

SERVICES = "/webservices/services"

# An administrator, and an agent who is logged in.
DEMO = {
    "login": "demo",
    "password": "demo",
    "user_id": "1",
    "agent_login": "agent2",
    "agent_password": "demo",
    "agent_id": "2",
}
