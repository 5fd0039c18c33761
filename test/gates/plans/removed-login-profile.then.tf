resource "aws_iam_user" "alice" {
  name = "alice"
}
