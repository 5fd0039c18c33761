import { type ParameterKey, parameterKeys, parameters } from '../../rule/core/parameters';
import { meta } from '../../rule/meta';
import { parameterName, templateParameter } from '../options/template-parameters';
import { checkPackBytes, packResources, packText } from './conformance-pack';

const ref = (name: string) => ({ Ref: name });
const optional = parameterKeys.filter((key) => parameters[key].default === '');
const isSet = (key: ParameterKey) => `Has${parameterName(key)}`;
/** PutConfigRule refuses empty values: "Blank spaces are not acceptable for input parameter". */
const parameterValue = (key: ParameterKey) =>
  optional.includes(key)
    ? { 'Fn::If': [isSet(key), ref(parameterName(key)), ref('AWS::NoValue')] }
    : ref(parameterName(key));

const header = `# The conformance pack of ${meta.id} for a whole organization, for people without CDK.
# Before: deploy member.template.json in every account that the pack reaches (a service-managed StackSet, and one stack in
# the management account), with the same ExemptTagKey and MaximumExecutionFrequency as here. A pack reaches every account
# of the organization but those excluded, and fails as a whole in an account without a recorder or without the function.
# Then, in the partition's IAM region (us-east-1, cn-north-1, us-gov-west-1, ...), as the management account:
#   aws configservice put-organization-conformance-pack --organization-conformance-pack-name ${meta.id} \\
#     --template-body file://conformance-pack.yaml
# China and GovCloud have no root-account-mfa-enabled: delete RootAccountMfa there.
`;

const footer = `  # Not every root user has a hardware device; to check that they have, take the # away:
`;

const remediationNote = `  # To remediate, deploy the member stacks with Remediation "manual" or "automatic", take the # away and write the id of the
  # management account for 111122223333 (Config puts each member's id in its place and allows no function here);
  # in China and GovCloud the ARN starts with arn:aws-cn and arn:aws-us-gov.
`;

/** The same pack as a file: its options are the pack's parameters, and what has to be literal is there to be uncommented. */
export function conformancePackFile(): string {
  const rule = {
    maximumExecutionFrequency: ref(parameterName('maximumExecutionFrequency')),
    inputParameters: Object.fromEntries(parameterKeys.map((key) => [key, parameterValue(key)])),
  };
  const remediation = {
    runbookName: meta.runbooks['require-mfa'].name,
    automatic: false,
    partition: 'aws',
    accountId: '111122223333',
  };
  const shown = packResources({ rule, rootMfa: true, rootHardwareMfa: false });
  const { IamUserMfaRemediation, RootAccountHardwareMfa } = packResources({
    rule: { ...rule, remediation },
    rootMfa: true,
    rootHardwareMfa: true,
  });
  const text = [
    header,
    packText({ Parameters: packParameters(), Conditions: packConditions(), Resources: shown }),
    footer,
    commented({ RootAccountHardwareMfa }),
    remediationNote,
    commented({ IamUserMfaRemediation }),
  ].join('');
  checkPackBytes(text);
  return text;
}

/** The resources as comments, two blanks in, so that `#` alone has to go. */
const commented = (resources: object): string => packText(resources).replace(/^(?=.)/gm, '  #');

function packConditions(): object {
  return Object.fromEntries(
    optional.map((key) => [isSet(key), { 'Fn::Not': [{ 'Fn::Equals': ['', ref(parameterName(key))] }] }]),
  );
}

/** With the constraints of the other templates: a pack with a wrong value fails at once, not at every run. */
function packParameters(): object {
  const keys = [...parameterKeys, 'maximumExecutionFrequency'] as const;
  return Object.fromEntries(
    keys.map((key) => {
      const {
        default: value,
        description,
        allowedPattern,
        allowedValues,
        maxLength,
      } = templateParameter(key, 'organization');
      return [
        parameterName(key),
        {
          Type: 'String',
          Default: value,
          Description: description,
          ...(allowedPattern === undefined ? {} : { AllowedPattern: allowedPattern }),
          ...(allowedValues === undefined ? {} : { AllowedValues: allowedValues }),
          ...(maxLength === undefined ? {} : { MaxLength: maxLength }),
        },
      ];
    }),
  );
}
