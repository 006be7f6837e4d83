import type { PolicySource, RepositoryPolicy } from './repository-policy';
import { nearestPrefix, normalise, ROOT, startOfNames } from '../../../src/ecr/namespaces';
import { ResourceType } from '../../../src/ecr/resource-type';
import { LifecyclePolicy } from '../../../src/lifecycle/lifecycle-policy';
import type { StackDescription } from '../../../src/templates/stack-description';
import type { Json } from '../../../src/text/json';
import { addTo, listed } from '../../../src/text/lists';
import { readApp } from '../io/app-stacks';
import { at, refuse } from '../io/bad-input';

/** A lifecycle policy of a template, read when it is asked for: others may have mistakes that do not matter. */
interface Declaration {
  /** The construct path, or the stack and the logical id. */
  readonly label: string;
  /** Where the text is, for errors. */
  readonly place: string;
  /** The policy text in the template; undefined for a repository without a policy. */
  readonly text: unknown;
}

/**
 * The lifecycle policies of a synthesized app, by the names of the repositories. Repositories that the app does not
 * declare have the policy of the creation template with the longest prefix.
 */
export function assemblyPolicies(directory: string, stack?: string): PolicySource {
  const all = readApp(directory, '--app');
  const stacks = all.filter(({ names }) => stack === undefined || names.includes(stack));
  const named = new Map<string, Declaration[]>();
  const nameless = new Map<string, Declaration[]>();
  const byPrefix = new Map<string, Declaration[]>();
  for (const declaring of stacks) {
    for (const [id, resource] of Object.entries(declaring.template.Resources ?? {})) {
      const properties = (resource.Properties ?? {}) as Json;
      if (resource.Type === ResourceType.REPOSITORY) {
        const { RepositoryName: name, LifecyclePolicy: policy } = properties;
        const text = (policy as { LifecyclePolicyText?: unknown } | undefined)?.LifecyclePolicyText;
        const declared = declaration(declaring, id, 'LifecyclePolicy.LifecyclePolicyText', text);
        if (typeof name === 'string') addTo(named, name, declared);
        else addTo(nameless, declared.label, declared);
      } else if (resource.Type === ResourceType.CREATION_TEMPLATE) {
        const { Prefix: prefix, LifecyclePolicy: text } = properties;
        if (typeof prefix !== 'string') continue;
        addTo(byPrefix, normalise(prefix), declaration(declaring, id, 'LifecyclePolicy', text));
      }
    }
  }
  if (named.size + nameless.size + byPrefix.size === 0) refuseEmpty(directory, stack, all);

  return {
    repositoryNames: [...named.keys(), ...nameless.keys()],
    without: 'Not in the app',
    isNameless: (name) => nameless.has(name),
    policyOf: (name) => {
      const own = named.get(name) ?? nameless.get(name);
      if (own !== undefined) return policyOf(name, own, (label) => label);
      const prefix = nearestPrefix(byPrefix.keys(), name);
      if (prefix === undefined) return undefined;
      return policyOf(
        name,
        byPrefix.get(prefix)!,
        (label) => `creation template ${startOfNames(prefix) || ROOT} of ${label}`,
      );
    },
  };
}

function refuseEmpty(directory: string, stack: string | undefined, all: readonly StackDescription[]): never {
  if (stack !== undefined && !all.some(({ names }) => names.includes(stack))) {
    const stacks = listed([...new Set(all.map(({ names: [name] }) => name))]);
    return refuse({
      property: '--stack',
      found: stack,
      must: `be a stack of ${directory}: ${stacks}`,
      remedy: 'correct it',
    });
  }
  return refuse({
    property: stack === undefined ? '--app' : '--stack',
    found: stack ?? directory,
    must: 'have a repository or a creation template',
    remedy: 'name the app that declares them, or give the policy by --policy',
  });
}

function declaration(stack: StackDescription, id: string, property: string, text: unknown): Declaration {
  return {
    label: pathOf(stack.template.Resources?.[id]) ?? `${stack.names[0]}.${id}`,
    place: `${stack.templatePath} Resources.${id}.Properties.${property}`,
    text,
  };
}

/** The path of the construct, which the CDK command line adds to templates. */
function pathOf(resource: Json = {}): string | undefined {
  const path = (resource.Metadata as Json | undefined)?.['aws:cdk:path'];
  return typeof path === 'string' ? path.replace(/\/Resource$/, '') : undefined;
}

function policyOf(name: string, all: readonly Declaration[], words: (label: string) => string): RepositoryPolicy {
  const [{ label, place, text }] = all;
  if (all.some((other) => JSON.stringify(other.text) !== JSON.stringify(text))) {
    refuse({
      property: `lifecycle policy of ${name}`,
      found: listed(all.map((each) => each.label)),
      must: 'be the same wherever the app declares the repository',
      remedy: 'choose one stack by --stack',
    });
  }
  if (text === undefined) return { policy: LifecyclePolicy.none(), source: words(label) };
  if (typeof text !== 'string') {
    const remedy = 'give the repository a policy without tokens';
    return refuse({ property: place, found: text, must: 'be a literal text', remedy });
  }
  return { policy: at(place, () => LifecyclePolicy.fromJson(text)), source: words(label) };
}
