/**
 * A policy variable, such as `${aws:PrincipalAccount}` or `${aws:PrincipalTag/team, 'none'}`, or an escaped character, such
 * as `${*}`. No part has a "$", so that a long text takes linear time.
 */
const VARIABLE = /\$\{(\$|[^}$']*)(?:'([^'$]*)'\s*)?\}/g;

/** Stands for one character or one value that is neither a wildcard nor a separator. */
export const FIXED = '_';

/** The variable with the account of the resource, in lower case. */
export const RESOURCE_ACCOUNT = 'aws:resourceaccount';

/** Variables of the resource, with samples of their values. The caller cannot choose them. */
const OF_RESOURCE: Readonly<Record<string, string>> = {
  [RESOURCE_ACCOUNT]: 'resource-account',
  'aws:resourceorgid': 'o-resourceorg',
  'aws:resourceorgpaths': 'o-resourceorg/r-root/ou-root-resource/',
};
/** Tags of the resource, which its owner sets. */
const RESOURCE_TAG = /^(aws|ecr):resourcetag\/./;

/** The text for a variable of the resource, by its name in lower case. */
export type ResourceValue = (name: string) => string;

/**
 * A text without policy variables. A variable of the principal, the user or the request becomes `*`, because the value
 * compares with itself or with what the caller chooses. A variable of the resource becomes one value.
 *
 * Variables that CloudFormation replaces, such as `${AWS::AccountId}` in `Fn::Sub`, are holes by then.
 */
export function withoutVariables(text: string, resourceValue: ResourceValue = (name) => OF_RESOURCE[name]): string {
  if (!text.includes('${')) return text;
  const replaced = text.replace(VARIABLE, (_, content: string, fallback: string = '') => {
    // The escaped characters are literal.
    if (/^[*?$]$/.test(content)) return FIXED;
    // A token of the CDK is one value, which is unresolved.
    if (content.startsWith('Token[')) return FIXED;
    const name = content.replace(/,\s*$/, '').trim().toLowerCase();
    if (/[*?]/.test(fallback)) return '*';
    if (Object.keys(OF_RESOURCE).includes(name)) return resourceValue(name);
    return RESOURCE_TAG.test(name) ? FIXED : '*';
  });
  // What is no variable by its form may be one for IAM.
  return replaced.includes('${') ? '*' : replaced;
}

/** Whether a text has a variable of the resource, such as the organization of its account. */
export function namesResource(text: string): boolean {
  let found = false;
  withoutVariables(text, () => {
    found = true;
    return FIXED;
  });
  return found;
}
