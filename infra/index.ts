// The face of the npm library: re-exports only.
export { AccountStack, type AccountStackProps } from './account/account-stack';
export { IamUserMfaRule, type IamUserMfaRuleProps } from './account/iam-user-mfa-rule';
export { MfaEnforcementPolicy, type MfaEnforcementPolicyProps } from './enforcement/mfa-enforcement-policy';
export { MfaEnforcementScp, type MfaEnforcementScpProps } from './enforcement/mfa-enforcement-scp';
export { NoNewPasswordsScp, type NoNewPasswordsScpProps } from './enforcement/no-new-passwords-scp';
export { ProtectScp, type ProtectScpProps } from './enforcement/protect-scp';
export { IamUserMfaHook, type HookFailureMode, type IamUserMfaHookProps } from './gates/iam-user-mfa-hook';
