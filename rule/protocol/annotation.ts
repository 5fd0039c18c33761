import type { Verdict } from '../core/verdict';
import { exemptionText, faultText, reasons } from '../meta';
import { fitAnnotation } from './annotation-text';
import { withLabels, type Labels } from './labels';

/**
 * The sentence that Config, Security Hub and reports show: who, what is wrong and what to do, or until when and why a user
 * is exempt. It never depends on the clock, so an unchanged user has an unchanged annotation.
 */
export function annotation(name: string, verdict: Verdict, labels: Labels = {}): string {
  const values: Record<string, string> = { userName: name, ...details(verdict) };
  const filled = reasons[verdict.reason].text.replace(/\{(\w+)\}/g, (_, key: string) => String(values[key]));
  const text = fitAnnotation(filled);
  return verdict.compliance === 'NON_COMPLIANT' ? withLabels(text, name, labels) : text;
}

function details(verdict: Verdict): Record<string, string> {
  switch (verdict.reason) {
    case 'within-grace':
      return { until: verdict.until.toISOString().replace(/\.\d{3}/, '') };
    case 'exempt':
      return { exemption: exemptionText(verdict.exemption) };
    case 'no-mfa':
      return { device: deviceTexts[verdict.requiredMfa], tagFault: faultText(verdict) };
    case 'mfa-too-weak':
      return { ...weaknessTexts[verdict.requiredMfa], tagFault: faultText(verdict) };
    case 'user-gone':
      return { gone: verdict.leftScope ? goneTexts.leftScope : goneTexts.gone };
    case 'no-console-password':
    case 'mfa-enabled':
      return {};
  }
}

const goneTexts = {
  gone: 'no such IAM user any more.',
  leftScope:
    'AWS Config does not record or evaluate this user any more, so the rule says nothing about the user.',
} as const;

const deviceTexts = {
  any: 'one',
  'has-phishing-resistant': 'a security key or passkey',
  'only-phishing-resistant': 'a security key or passkey',
} as const;

const weaknessTexts = {
  'has-phishing-resistant': {
    requirement: 'signs in with MFA that can be phished: no security key or passkey',
    fix: 'Assign a security key or passkey',
  },
  'only-phishing-resistant': {
    requirement: 'has MFA that can be phished',
    fix: 'Assign a security key or passkey, then remove every other device,',
  },
} as const;
