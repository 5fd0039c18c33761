import type { Exemption, TagFault } from '../core/exemption';
import type { Verdict } from '../core/verdict';
import { reasons } from '../meta';

/** PutEvaluations takes annotations of 1..256 characters. */
export const maxAnnotationLength = 256;

/**
 * The sentence that Config, Security Hub and reports show: who, what is wrong and what to do, or until when and why somebody
 * is exempt. It never depends on the clock, so an unchanged user has an unchanged annotation.
 */
export function annotation(name: string, verdict: Verdict): string {
  const values = { userName: name, ...details(verdict) };
  const filled = reasons[verdict.reason].text.replace(
    /\{(\w+)\}/g,
    (_, key: string) => Object.entries(values).find(([name]) => name === key)?.[1] ?? '',
  );
  return fitAnnotation(filled);
}

/** Cuts a text to the limit of an annotation, visibly. The user name leads every text, so it is never what is cut. */
export function fitAnnotation(text: string): string {
  const line = text.replace(/[\p{C}\p{Z}]+/gu, ' ').trim();
  if (line.length <= maxAnnotationLength) return line;
  const cut = line.slice(0, maxAnnotationLength - 3).replace(/[\uD800-\uDBFF]$/, '');
  return `${cut}...`;
}

function details(verdict: Verdict): Record<string, string> {
  switch (verdict.reason) {
    case 'within-grace':
      return { until: verdict.until.toISOString().replace(/\.\d{3}Z$/, 'Z') };
    case 'exempt':
      return { exemption: exemptionText(verdict.exemption) };
    case 'no-mfa':
      return { device: deviceTexts[verdict.requiredMfa], tagFault: tagFaultText(verdict.tagFault) };
    case 'mfa-too-weak':
      return { ...weaknessTexts[verdict.requiredMfa], tagFault: tagFaultText(verdict.tagFault) };
    case 'user-gone':
    case 'no-console-password':
    case 'mfa-enabled':
      return {};
  }
}

const deviceTexts = {
  any: 'one',
  'has-phishing-resistant': 'a security key or passkey',
  'only-phishing-resistant': 'a security key or passkey',
} as const;

const weaknessTexts = {
  'has-phishing-resistant': {
    requirement: 'signs in with MFA that can be phished: no security key or passkey',
    mend: 'Assign a security key or passkey',
  },
  'only-phishing-resistant': {
    requirement: 'has MFA that can be phished: only security keys and passkeys may stay',
    mend: 'Remove the other devices',
  },
} as const;

function exemptionText(exemption: Exemption): string {
  switch (exemption.by) {
    case 'name':
      return 'by name (exemptUserNames)';
    case 'path':
      return `by path ${exemption.path} (exemptPaths)`;
    case 'tag':
      return `until ${exemption.until}: ${exemption.why}`;
  }
}

function tagFaultText(tagFault: TagFault | undefined): string {
  switch (tagFault?.fault) {
    case undefined:
      return '';
    case 'malformed':
      return ' Exemption tag ignored: not "YYYY-MM-DD reason".';
    case 'past':
      return ` Exemption tag ignored: it ended on ${tagFault.until}.`;
    case 'too-far-ahead':
      return ` Exemption tag ignored: ${tagFault.until} is over ${tagFault.maxExemptDays} days ahead.`;
  }
}
