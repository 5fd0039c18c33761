resource "aws_iam_policy" "mfa" {
  name   = "mfa"
  policy = data.aws_iam_policy_document.mfa.json
}

resource "aws_iam_policy" "read" {
  name   = "read"
  policy = data.aws_iam_policy_document.read.json
}

module "people" {
  source     = "./modules/person"
  for_each   = { alice = "mfa", bob = "read" }
  name       = each.key
  policy_arn = aws_iam_policy.mfa.arn
}
