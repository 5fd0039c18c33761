# Manifests of CfCT, a JSON list of texts on stdin, each checked by pykwalify as CfCT does; what it says of each, as JSON.
import json, logging, sys
from pykwalify.core import Core
from pykwalify.errors import PyKwalifyException
from ruamel.yaml import YAML

logging.disable(logging.CRITICAL)
schema = YAML(typ="safe").load(open(sys.argv[1]))


def said(text):
    core = Core(source_data=YAML(typ="safe").load(text), schema_data=schema)
    core.validate(raise_exception=False)
    return core.validation_errors


print(json.dumps([said(text) for text in json.load(sys.stdin)]))
