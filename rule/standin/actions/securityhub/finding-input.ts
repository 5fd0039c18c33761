import * as v from 'valibot';
import { oneOf, textOf } from '../action';

const timestamp = v.pipe(
  v.string(),
  v.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/, 'an ISO 8601 timestamp'),
);
const { looseObject, optional } = v;

const severity = looseObject({
  Label: optional(oneOf(['INFORMATIONAL', 'LOW', 'MEDIUM', 'HIGH', 'CRITICAL'])),
  Original: optional(textOf(1, 64)),
});
const types = v.pipe(v.array(textOf(1, 256)), v.maxLength(50, 'at most 50'));

/** ASFF as BatchImportFindings checks it: what is required, and the limits of what this rule may send. */
export const findingInput = v.pipe(
  looseObject({
    SchemaVersion: v.literal('2018-10-08', '2018-10-08'),
    Id: textOf(1, 512),
    ProductArn: textOf(12, 2048),
    GeneratorId: textOf(1, 512),
    AwsAccountId: v.pipe(v.string(), v.regex(/^\d{12}$/, 'twelve digits')),
    CreatedAt: timestamp,
    UpdatedAt: timestamp,
    FirstObservedAt: optional(timestamp),
    LastObservedAt: optional(timestamp),
    Title: textOf(1, 256),
    Description: textOf(1, 1024),
    Resources: v.pipe(
      v.array(looseObject({ Type: textOf(1, 256), Id: textOf(1, 512) })),
      v.minLength(1, 'at least 1'),
      v.maxLength(32, 'at most 32'),
    ),
    Severity: optional(severity),
    Types: optional(types),
    FindingProviderFields: optional(looseObject({ Severity: optional(severity), Types: optional(types) })),
    RecordState: optional(oneOf(['ACTIVE', 'ARCHIVED'])),
    Compliance: optional(
      looseObject({
        Status: optional(oneOf(['PASSED', 'WARNING', 'FAILED', 'NOT_AVAILABLE'])),
        RelatedRequirements: optional(v.pipe(v.array(textOf(1, 64)), v.maxLength(32, 'at most 32'))),
      }),
    ),
    Remediation: optional(
      looseObject({
        Recommendation: optional(
          looseObject({ Text: optional(textOf(1, 512)), Url: optional(textOf(1, 512)) }),
        ),
      }),
    ),
    ProductFields: optional(
      v.pipe(
        v.record(textOf(1, 128), v.pipe(v.string(), v.maxLength(2048, 'at most 2048 characters'))),
        v.check((fields) => Object.keys(fields).length <= 50, 'at most 50'),
      ),
    ),
  }),
  v.check(
    (one) => (one.Severity ?? one.FindingProviderFields?.Severity) !== undefined,
    'Severity is required',
  ),
  v.check((one) => (one.Types ?? one.FindingProviderFields?.Types) !== undefined, 'Types are required'),
);
