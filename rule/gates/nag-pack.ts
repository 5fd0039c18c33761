import './cloudformation/needs-cdk-nag';
import {
  CfnElement,
  type CfnResource,
  DefaultTokenResolver,
  type IPostProcessor,
  type IResolvable,
  type IResolveContext,
  Reference,
  Stack,
  Stage,
  Token,
  Tokenization,
} from 'aws-cdk-lib';
import { NagMessageLevel, NagPack, type NagPackProps, NagRuleCompliance } from 'cdk-nag';
import type { IConstruct } from 'constructs';
import { parseParameterValues } from '../core/rule-parameters';
import { assess, type GateAnswer } from './assess';
import { noKnownEnforcement, type Declared, type DeclaredUser } from './declared';
import { isObject } from './json-object';
import type { TemplateDocument } from './cloudformation/template';
import { declaredByTemplates } from './cloudformation/template-users';

export interface IamUserMfaChecksProps extends NagPackProps {
  /**
   * The parameters of the Config rule: its exemptions count here, too.
   * @default - no user is exempt
   */
  readonly ruleParameters?: Readonly<Record<string, string>>;
  /**
   * Names of groups outside the app that enforce MFA.
   * @default - none
   */
  readonly enforcingGroups?: readonly string[];
  /**
   * ARNs of managed policies outside the app that enforce MFA.
   * @default - none
   */
  readonly enforcingPolicyArns?: readonly string[];
}

const { NON_COMPLIANT, COMPLIANT, NOT_APPLICABLE } = NagRuleCompliance;

/**
 * Checks every IAM user of an app that gets a console password: `Validations.of(app).addPlugins(new IamUserMfaChecks())`.
 * A policy or a group may be in another stack of the app.
 */
export class IamUserMfaChecks extends NagPack {
  readonly name = 'IamUserMfa';
  private declared: Declared | undefined;

  constructor(
    scope?: IConstruct,
    private readonly checks: IamUserMfaChecksProps = {},
  ) {
    super(scope, checks);
    this.packName = 'IamUserMfa';
  }

  override validateScope(scope: IConstruct): ReturnType<NagPack['validateScope']> {
    this.declared = undefined;
    return super.validateScope(scope);
  }

  protected checkResource(node: CfnResource): void {
    if (node.cfnResourceType === 'AWS::IAM::User') this.passwordRules(node);
    else if (this.answersAt(node).length === 0) return;
    const faults = this.faultsOf(node);
    this.rule(node, 'IAMUserMfaEnforced', NagMessageLevel.ERROR, {
      info: `The IAM user can sign in with a password alone: no MFA-enforcement policy goes with the login profile.${faults}`,
      explanation:
        'A leaked password is then the whole key to the account. Attach an MFA-enforcement policy, directly or by a group.',
      answer: () => this.unless('not-enforced', node),
    });
    this.rule(node, 'IAMUserMfaSeen', NagMessageLevel.WARN, {
      info: `Whether MFA is enforced for the IAM user cannot be seen: a policy or a group lies outside the app, or depends on a condition; or users of a part that is not followed cannot be seen.${faults}`,
      explanation: 'Name groups and policies that enforce MFA as enforcingGroups and enforcingPolicyArns.',
      answer: () => this.unless('cannot-see', node),
    });
  }

  private passwordRules(node: CfnResource): void {
    this.rule(node, 'IAMUserLoginProfile', NagMessageLevel.WARN, {
      info: 'The IAM user gets a console password (login profile).',
      explanation:
        'People sign in through IAM Identity Center or a federated role; a password is one more secret to lose.',
      answer: (profile) => (profile === undefined ? NOT_APPLICABLE : NON_COMPLIANT),
    });
    this.rule(node, 'IAMUserPlainTextPassword', NagMessageLevel.ERROR, {
      info: 'The console password of the IAM user is in the template in plain text.',
      explanation:
        'Everybody who may read the template or the repository can sign in. Use a secret of Secrets Manager.',
      answer: (profile) =>
        profile === undefined ? NOT_APPLICABLE : isPlainText(profile['Password']) ? NON_COMPLIANT : COMPLIANT,
    });
    this.rule(node, 'IAMUserPasswordReset', NagMessageLevel.ERROR, {
      info: 'The IAM user need not reset the console password at the first sign-in.',
      explanation:
        'The person who made the password knows it for as long as it lasts. Set PasswordResetRequired.',
      answer: (profile) =>
        profile === undefined
          ? NOT_APPLICABLE
          : String(profile['PasswordResetRequired']) === 'true'
            ? COMPLIANT
            : NON_COMPLIANT,
    });
  }

  private rule(node: CfnResource, name: string, level: NagMessageLevel, texts: RuleTexts): void {
    const profile = loginProfileOf(node);
    this.applyRule({
      ruleSuffixOverride: name,
      info: texts.info,
      explanation: texts.explanation,
      level,
      node,
      rule: () => texts.answer(profile),
    });
  }

  private faultsOf(node: CfnResource): string {
    try {
      return this.answersAt(node).flatMap((one) => ('faults' in one ? [one.faults] : []))[0] ?? '';
    } catch {
      // cdk-nag says what the rule itself throws.
      return '';
    }
  }

  private unless(answer: GateAnswer['answer'], node: CfnResource): NagRuleCompliance {
    return this.answersAt(node).some((one) => one.answer === answer) ? NON_COMPLIANT : COMPLIANT;
  }

  /** Of a user, and of the users of a template within a resource; what cannot be followed may hold some. */
  private answersAt(node: CfnResource): readonly GateAnswer[] {
    const { ruleParameters = {}, enforcingGroups = [], enforcingPolicyArns = [] } = this.checks;
    const { root } = node.node;
    this.declared ??= declaredByTemplates(templatesOf(root), {
      ...noKnownEnforcement,
      groups: enforcingGroups,
      policyArns: enforcingPolicyArns,
    });
    const stack = Stack.of(node);
    const logicalId = String(stack.resolve(node.logicalId));
    const isHere = ({ address, place }: Pick<DeclaredUser, 'address' | 'place'>): boolean =>
      `${address}/`.startsWith(`${logicalId}/`) && place.file === stack.node.path;
    const isOfTheApp = (): boolean =>
      root.node.findAll().some((one) => Stack.isStack(one) && one.nestedStackResource === node);
    return [
      ...this.declared.users
        .filter(isHere)
        .map((user) => assess(user, parseParameterValues(ruleParameters), new Date())),
      ...this.declared.unseen
        .filter((thing) => isHere(thing) && !isOfTheApp())
        .map(({ address, why }) => ({ answer: 'cannot-see', unseen: [{ address, why }] }) as const),
    ];
  }
}

interface RuleTexts {
  readonly info: string;
  readonly explanation: string;
  readonly answer: (loginProfile: Readonly<Record<string, unknown>> | undefined) => NagRuleCompliance;
}

function loginProfileOf(node: CfnResource): Readonly<Record<string, unknown>> | undefined {
  const [resource] = Object.values(sectionsOf(node)['Resources'] ?? {});
  const properties = isObject(resource) && isObject(resource['Properties']) ? resource['Properties'] : {};
  const profile = properties['LoginProfile'];
  return isObject(profile) && profile['Ref'] !== 'AWS::NoValue' ? profile : undefined;
}

/** A dynamic reference or a parameter is no plain text. */
const isPlainText = (password: unknown): boolean =>
  typeof password === 'string' && !/^\{\{resolve:(secretsmanager|ssm-secure):/.test(password);

type Sections = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/**
 * Each stack of an app as the template that it would become, before anything is synthesized; the path of the stack is its file
 * name. Stacks of one stage and one environment are of one account.
 */
function templatesOf(root: IConstruct): readonly TemplateDocument[] {
  const elements = root.node.findAll().filter((node): node is CfnElement => CfnElement.isCfnElement(node));
  const byStack = new Map<Stack, Record<string, Record<string, unknown>>>();
  for (const element of elements) {
    const stack = Stack.of(element);
    const template = byStack.get(stack) ?? {};
    for (const [section, entries] of Object.entries(sectionsOf(element)))
      template[section] = { ...template[section], ...entries };
    byStack.set(stack, template);
  }
  return [...byStack].map(([stack, content]) => ({
    file: stack.node.path,
    content,
    lineOf: () => 1,
    scope: `${Stage.of(stack)?.node.path ?? ''} ${stack.environment}`,
    ...(Token.isUnresolved(stack.account) ? {} : { account: stack.account }),
    ...(Token.isUnresolved(stack.stackName) ? {} : { stackName: stack.stackName }),
  }));
}

/** The sections that an element adds to its template: resources, conditions, outputs. */
function sectionsOf(element: CfnElement): Sections {
  const fragment: unknown =
    '_toCloudFormation' in element && typeof element._toCloudFormation === 'function'
      ? Tokenization.resolve(element._toCloudFormation(), {
          scope: element,
          resolver: new StackAwareResolver(new Joined()),
          preparing: false,
        })
      : {};
  if (!isObject(fragment)) return {};
  return Object.fromEntries(
    Object.entries(fragment).flatMap(([key, value]) => (isObject(value) ? [[key, value]] : [])),
  );
}

/** A reference to another stack says which: two stacks may have the same logical id. */
class StackAwareResolver extends DefaultTokenResolver {
  override resolveToken(token: IResolvable, context: IResolveContext, post: IPostProcessor): unknown {
    if (!Reference.isReference(token) || !CfnElement.isCfnElement(token.target))
      return super.resolveToken(token, context, post);
    const stack = Stack.of(token.target);
    if (stack === Stack.of(context.scope)) return super.resolveToken(token, context, post);
    const id: unknown = stack.resolve(token.target.logicalId);
    const elsewhere = `${stack.node.path}\u0000${String(id)}`;
    return token.displayName === 'Ref'
      ? { Ref: elsewhere }
      : { 'Fn::GetAtt': [elsewhere, token.displayName] };
  }
}

class Joined {
  join(left: unknown, right: unknown): unknown {
    if (left === undefined) return right;
    if (typeof left === 'string' && typeof right === 'string') return left + right;
    return right === undefined ? left : { 'Fn::Join': ['', [left, right]] };
  }
}
