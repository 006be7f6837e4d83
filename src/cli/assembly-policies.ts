import { templatesOf } from './assembly';
import type { AssemblyTemplate, TemplateResource } from './assembly';
import { at, refuse } from './bad-input';
import type { PolicySource, RepositoryPolicy } from './policy-source';
import { nearestPrefix, normalise, ROOT, startOfNames } from '../ecr/namespaces';
import { ResourceType } from '../ecr/resource-type';
import { LifecyclePolicy } from '../lifecycle/lifecycle-policy';
import { listed } from '../text/lists';

/** A lifecycle policy of a template, read when it is asked for: others may have mistakes that do not matter. */
interface Declaration {
  /** The construct path, or the stack and the logical id. */
  readonly label: string;
  /** Where the text is, for errors. */
  readonly place: string;
  /** What the template has for a text; undefined for a repository without a policy. */
  readonly text: unknown;
}

/**
 * The lifecycle policies of a synthesized app, by the names of the repositories. Repositories that the app does not
 * declare have the policy of the creation template with the longest prefix.
 */
export function readAssembly(directory: string, stack?: string): PolicySource {
  const templates = templatesOf(directory).filter(
    ({ stackNames }) => stack === undefined || stackNames.includes(stack),
  );
  const named = new Map<string, Declaration[]>();
  const nameless = new Map<string, Declaration[]>();
  const byPrefix = new Map<string, Declaration[]>();
  for (const template of templates) {
    for (const [id, resource] of Object.entries(template.resources)) {
      if (resource.Type === ResourceType.REPOSITORY) {
        const { RepositoryName: name, LifecyclePolicy: policy } = resource.Properties ?? {};
        const text = (policy as { LifecyclePolicyText?: unknown } | undefined)?.LifecyclePolicyText;
        const declared = declaration(template, id, 'LifecyclePolicy.LifecyclePolicyText', text);
        if (typeof name === 'string') add(named, name, declared);
        else add(nameless, declared.label, declared);
      } else if (resource.Type === ResourceType.CREATION_TEMPLATE) {
        const { Prefix: prefix, LifecyclePolicy: text } = resource.Properties ?? {};
        if (typeof prefix !== 'string') continue;
        add(byPrefix, normalise(prefix), declaration(template, id, 'LifecyclePolicy', text));
      }
    }
  }
  if (named.size + nameless.size + byPrefix.size === 0) refuseEmpty(directory, stack, templates);

  return {
    repositoryNames: [...named.keys(), ...nameless.keys()],
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

function refuseEmpty(directory: string, stack: string | undefined, templates: readonly AssemblyTemplate[]): never {
  if (stack !== undefined && templates.length === 0) {
    const stacks = listed([...new Set(templatesOf(directory).map(({ stackNames: [name] }) => name))]);
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

function declaration(template: AssemblyTemplate, id: string, property: string, text: unknown): Declaration {
  return {
    label: pathOf(template.resources[id]) ?? `${template.stackNames[0]}.${id}`,
    place: `${template.file} Resources.${id}.Properties.${property}`,
    text,
  };
}

/** The path of the construct, which the CDK command line adds to templates. */
function pathOf({ Metadata: metadata }: TemplateResource): string | undefined {
  const path = metadata?.['aws:cdk:path'];
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

function add(map: Map<string, Declaration[]>, key: string, value: Declaration): void {
  const known = map.get(key);
  if (known) known.push(value);
  else map.set(key, [value]);
}
