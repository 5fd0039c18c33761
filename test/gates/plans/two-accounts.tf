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

resource "aws_iam_user" "one" {
  provider = aws.one
  name     = "alice"
}

resource "aws_iam_user_login_profile" "one" {
  provider = aws.one
  user     = aws_iam_user.one.name
}

resource "aws_iam_user" "two" {
  provider = aws.two
  name     = "alice"
}

resource "aws_iam_user_login_profile" "two" {
  provider = aws.two
  user     = aws_iam_user.two.name
}

resource "aws_iam_user_policy" "one" {
  provider = aws.one
  user     = "alice"
  policy   = data.aws_iam_policy_document.mfa.json
}
