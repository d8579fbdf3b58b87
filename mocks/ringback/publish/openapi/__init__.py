"""OpenAPI 3.1 of an app, from its catalogue alone."""

from ringback.publish.openapi.document import openapi

__all__ = ["openapi"]
