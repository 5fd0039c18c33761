provider "aws" {
  alias = "one"
  assume_role {
    role_arn = "arn:aws:iam::111122223333:role/deploy"
  }
}

provider "aws" {
  alias = "two"
  assume_role {
    role_arn = "arn:aws:iam::123456789012:role/deploy"
  }
}

resource "aws_iam_policy" "mfa" {
  provider = aws.one
  name     = "mfa"
  policy   = data.aws_iam_policy_document.mfa.json
}

module "people" {
  source     = "./modules/person"
  providers  = { aws = aws.two }
  name       = "alice"
  policy_arn = "arn:aws:iam::aws:policy/ReadOnlyAccess"
}

resource "aws_iam_user_policy_attachment" "one" {
  provider   = aws.one
  user       = "alice"
  policy_arn = aws_iam_policy.mfa.arn
}
