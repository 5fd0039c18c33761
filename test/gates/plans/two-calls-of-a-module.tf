resource "aws_iam_policy" "mfa" {
  name   = "mfa"
  policy = data.aws_iam_policy_document.mfa.json
}

resource "aws_iam_policy" "read" {
  name   = "read"
  policy = data.aws_iam_policy_document.read.json
}

module "alice" {
  source     = "./modules/person"
  name       = "alice"
  policy_arn = aws_iam_policy.mfa.arn
}

module "bob" {
  source     = "./modules/person"
  name       = "bob"
  policy_arn = aws_iam_policy.read.arn
}
