import type { StackDescription } from './stack-description';
import { usesOf } from './uses';

/** The default of a parameter that a deployment takes as it is; undefined if there is none, or if it is a secret. */
export function defaultOf({ template }: StackDescription, name: string): unknown {
  const parameters = template.Parameters ?? {};
  if (!Object.hasOwn(parameters, name)) return undefined;
  const { Type: type, Default: value, NoEcho: isSecret } = parameters[name];
  // The default of a parameter of Parameter Store is only the name of the value.
  if (value === undefined || String(isSecret) === 'true' || String(type).startsWith('AWS::SSM::')) return undefined;
  return /^(?:CommaDelimitedList|List<.*>)$/.test(String(type))
    ? String(value)
        .split(',')
        .map((each) => each.trim())
    : String(value);
}

/** The values that a parameter allows; undefined if it allows any, or if its value is a list, a secret or elsewhere. */
export function allowedOf({ template }: StackDescription, name: string): string[] | undefined {
  const parameters = template.Parameters ?? {};
  if (!Object.hasOwn(parameters, name)) return undefined;
  const { Type: type, AllowedValues: allowed, NoEcho: isSecret } = parameters[name];
  if (!/^(?:String|Number)$/.test(String(type)) || String(isSecret) === 'true') return undefined;
  return Array.isArray(allowed) && allowed.length > 0 ? [...new Set(allowed.map(String))] : undefined;
}

/** The parameters with defaults that a value of a template uses, also through conditions and the stacks around it. */
export function defaultsIn(stack: StackDescription, value: unknown, conditions: readonly string[] = []): string[] {
  const { template, declaration } = stack;
  const { references, conditions: used } = usesOf(value);
  const reached = new Set([...conditions, ...used]);
  for (const condition of reached) {
    const uses = usesOf(template.Conditions?.[condition]);
    for (const name of uses.references) references.add(name);
    // A set is iterated over what is added to it meanwhile.
    for (const name of uses.conditions) reached.add(name);
  }
  return [...references].flatMap((name) => {
    const passed = declaration?.isNested ? passedIn(declaration.stack, declaration.logicalId, name) : undefined;
    if (declaration && passed !== undefined) return defaultsIn(declaration.stack, passed);
    return defaultOf(stack, name) === undefined ? [] : [name];
  });
}

function passedIn({ template }: StackDescription, logicalId: string, name: string): unknown {
  const properties = template.Resources?.[logicalId]?.Properties as
    { Parameters?: Record<string, unknown> } | undefined;
  return properties?.Parameters?.[name];
}
