resource "aws_cloudcontrolapi_resource" "alice" {
  type_name = "AWS::IAM::User"
  desired_state = jsonencode({
    UserName     = "alice"
    LoginProfile = { Password = "made by somebody" }
    Policies     = [{ PolicyName = "p", PolicyDocument = jsondecode(data.aws_iam_policy_document.mfa.json) }]
  })
}

resource "aws_cloudcontrolapi_resource" "bob" {
  type_name = "AWS::IAM::User"
  desired_state = jsonencode({
    UserName     = "bob"
    LoginProfile = { Password = "made by somebody" }
    Policies     = [{ PolicyName = "p", PolicyDocument = jsondecode(data.aws_iam_policy_document.read.json) }]
  })
}
