import type { Use } from './use';
import type { Json } from '../../../src/text/json';
import { isObject } from '../../../src/text/json';

/** Whether a value is an answer of `aws ecs describe-tasks`. */
export function isTasks(value: Json): value is Json & { readonly tasks: readonly unknown[] } {
  return Array.isArray(value.tasks);
}

/** The images of the containers of tasks. */
export function usesOfTasks({ tasks }: { readonly tasks: readonly unknown[] }): Use[] {
  return tasks.filter(isObject).flatMap(({ taskArn, containers }) => {
    const user = `task ${String(taskArn).replace(/^.*:task\//, '')}`;
    const all = Array.isArray(containers) ? (containers as unknown[]) : [];
    return all.filter(isObject).flatMap(({ image, imageDigest }) => {
      if (typeof image !== 'string') return [];
      const running = typeof imageDigest === 'string' ? [`${nameOf(image)}@${imageDigest}`] : [];
      return [image, ...running].map((reference) => ({ reference, user }));
    });
  });
}

/** The image without its tag and digest. The host may have a port. */
function nameOf(image: string): string {
  return image.replace(/@.*$/, '').replace(/:[^/:]*$/, '');
}
