"""Prints members of structures, or values of enumerations, of an API's model: {"service": ["Shape"]} on stdin."""

import json
import sys

import botocore.session

session = botocore.session.get_session()


def names(service, shape):
    found = session.get_service_model(service).shape_for(shape)
    return list(getattr(found, "enum", None) or found.members)


json.dump(
    {service: {shape: names(service, shape) for shape in shapes} for service, shapes in json.load(sys.stdin).items()},
    sys.stdout,
)
