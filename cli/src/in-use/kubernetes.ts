import type { Use } from './use';
import type { Json } from '../../../src/text/json';
import { isObject } from '../../../src/text/json';
import { refuse } from '../io/bad-input';

const CONTAINERS = ['containers', 'initContainers', 'ephemeralContainers'];
const STATUSES = ['containerStatuses', 'initContainerStatuses', 'ephemeralContainerStatuses'];

/** Whether a value is an answer of `kubectl get pods -o json`. */
export function isKubernetes(value: Json): boolean {
  return Array.isArray(value.items) || ('kind' in value && 'spec' in value);
}

/** The images of pods: those that run, and those that the next start pulls. */
export function usesOfPods(place: string, value: Json): Use[] {
  const pods = Array.isArray(value.items) ? (value.items as unknown[]) : [value];
  return pods.flatMap((pod, i) => {
    const { kind = 'Pod', metadata, spec, status } = isObject(pod) ? pod : {};
    if (kind !== 'Pod' || !isObject(spec)) {
      const property = Array.isArray(value.items) ? `items[${i}] of ${place}` : place;
      const remedy = 'pass what kubectl get pods -A -o json prints';
      refuse({ property, found: isObject(pod) ? kind : pod, must: 'be a pod', remedy });
    }
    const { namespace = 'default', name = '(without a name)' } = isObject(metadata) ? metadata : {};
    const user = `pod ${String(namespace)}/${String(name)}`;
    const wanted = listsOf(spec, CONTAINERS).map(({ image }) => image);
    const running = listsOf(isObject(status) ? status : {}, STATUSES).flatMap(({ image, imageID }) => [image, imageID]);
    return [...wanted, ...running].flatMap((image) => {
      if (typeof image !== 'string' || image === '') return [];
      // Container runtimes add their own scheme, such as docker-pullable://.
      const reference = image.replace(/^[a-z-]+:\/\//, '');
      return [{ reference, user, isVague: reference.startsWith('sha256:') }];
    });
  });
}

function listsOf(parent: Json, names: readonly string[]): Json[] {
  return names.flatMap((name) => parent[name] ?? []).filter(isObject);
}
