import type { Use } from './use';
import type { Json } from '../../../src/text/json';
import { isObject } from '../../../src/text/json';
import { refuse } from '../io/bad-input';

/** Whether a value is an answer of `aws lambda list-functions` or `get-function`. */
export function isFunctions(value: Json): boolean {
  return Array.isArray(value.Functions) || (isObject(value.Configuration) && isObject(value.Code));
}

/** The images of functions. */
export function usesOfFunctions(place: string, value: Json): Use[] {
  const functions = Array.isArray(value.Functions) ? (value.Functions as unknown[]) : [value];
  const withoutImage: string[] = [];
  const uses = functions.filter(isObject).flatMap((each) => {
    const { FunctionName: name, PackageType: type } = isObject(each.Configuration) ? each.Configuration : each;
    const { ImageUri: image, ResolvedImageUri: resolved } = isObject(each.Code) ? each.Code : {};
    const references = [image, resolved].filter((reference) => typeof reference === 'string');
    if (type === 'Image' && references.length === 0) withoutImage.push(String(name));
    return references.map((reference) => ({ reference, user: `function ${String(name)}` }));
  });
  if (withoutImage.length > 0) {
    // Nothing in the list says which image it is: the function would seem to need none.
    refuse({
      property: `Code.ImageUri of the function ${withoutImage[0]} in ${place}`,
      found: undefined,
      must: 'be there, as the function is an image; aws lambda list-functions does not print it',
      remedy: 'pass what aws lambda get-function prints for each function',
    });
  }
  return uses;
}
