"""Each command of the aws CLI on stdin (JSON list) is run by the CLI's own code, up to the request: nothing is sent.

So the operation and every option exist, what is required is there, and the types fit botocore's model. Answers a JSON list:
null, or what is wrong.
"""

import contextlib
import io
import json
import os
import shlex
import sys

os.environ.update(
    AWS_ACCESS_KEY_ID="testing",
    AWS_SECRET_ACCESS_KEY="testing",
    AWS_DEFAULT_REGION="us-east-1",
    AWS_EC2_METADATA_DISABLED="true",
    AWS_CONFIG_FILE="/nonexistent",
    AWS_SHARED_CREDENTIALS_FILE="/nonexistent",
)

from awscli.clidriver import create_clidriver  # noqa: E402
from botocore.awsrequest import AWSResponse  # noqa: E402


class Body(io.BytesIO):
    def stream(self, **_):
        yield self.read()


def problem(command):
    words = shlex.split(command)
    driver = create_clidriver()
    requests = []

    def answer(request, **_):
        requests.append(request)
        return AWSResponse(request.url, 200, {}, Body(b""))

    driver.session.register("before-send", answer)
    said = io.StringIO()
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(said):
        try:
            driver.main(words[1:])
        except SystemExit:
            pass
    # A request was made: what becomes of the empty answer is nobody's business here.
    return None if requests else (said.getvalue().strip() or "it makes no request").split("\n")[-1]


print(json.dumps([problem(command) for command in json.load(sys.stdin)]))
