import { RuleError } from '../core/errors';
import { problem } from '../core/problem';
import { meta } from '../meta';

/** An environment in which the report's function cannot work; the message lists every problem. */
class InvalidReportSettingsError extends RuleError {
  constructor(problems: readonly string[]) {
    super(`The report's function is not set up: ${problems.join('; ')}.`);
  }
}

export interface ReportSettings {
  readonly bucket: string;
  /** Undefined: no topic is notified. */
  readonly topicArn: string | undefined;
  readonly aggregator: string;
  readonly packName: string;
  readonly staleAfterHours: number;
  readonly ruleName: string | undefined;
  readonly ruleRegion: string | undefined;
}

/** Two periods of the default schedule, Six_Hours. */
const defaultStaleAfterHours = '12';

/**
 * The environment of the report's function: REPORT_BUCKET, and optionally REPORT_TOPIC_ARN, AGGREGATOR_NAME, PACK_NAME,
 * STALE_AFTER_HOURS, CONFIG_RULE_NAME and RULE_REGION.
 * @throws InvalidReportSettingsError
 */
export function reportSettings(env: Readonly<Record<string, string | undefined>>): ReportSettings {
  const optional = (name: string): string | undefined => env[name] || undefined;
  const bucket = optional('REPORT_BUCKET') ?? '';
  const hours = optional('STALE_AFTER_HOURS') ?? defaultStaleAfterHours;
  const problems = [
    ...(bucket === '' ? [problem('REPORT_BUCKET', undefined, 'the name of a bucket')] : []),
    ...(/^[1-9]\d{0,3}$/.test(hours) ? [] : [problem('STALE_AFTER_HOURS', hours, 'a whole number 1..9999')]),
  ];
  if (problems.length > 0) throw new InvalidReportSettingsError(problems);
  return {
    bucket,
    topicArn: optional('REPORT_TOPIC_ARN'),
    aggregator: optional('AGGREGATOR_NAME') ?? meta.id,
    packName: optional('PACK_NAME') ?? meta.id,
    staleAfterHours: Number(hours),
    ruleName: optional('CONFIG_RULE_NAME'),
    ruleRegion: optional('RULE_REGION'),
  };
}
