# cannot see: alice, bob
# source settles: alice, bob

resource "aws_iam_policy" "of" {
  for_each = { alice = data.aws_iam_policy_document.mfa.json, bob = data.aws_iam_policy_document.read.json }
  name     = each.key
  policy   = each.value
}

module "people" {
  source     = "./modules/person"
  for_each   = toset(["alice", "bob"])
  name       = each.key
  policy_arn = aws_iam_policy.of[each.key].arn
}
