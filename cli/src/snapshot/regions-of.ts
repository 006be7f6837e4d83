import { STSClient } from '@aws-sdk/client-sts';
import { REGION } from '../../../src/ecr/regions';
import { refuse } from '../io/bad-input';

/** The regions to read: those that are given, or the one of the environment or the profile. */
export async function regionsOf(options: {
  readonly region?: readonly string[];
  readonly profile?: string;
}): Promise<readonly string[]> {
  const regions = options.region ?? [await defaultRegion(options.profile)];
  for (const region of regions) {
    if (REGION.test(region)) continue;
    refuse({ property: '--region', found: region, must: 'be a region such as eu-west-1', remedy: 'correct it' });
  }
  return [...new Set(regions)];
}

async function defaultRegion(profile: string | undefined): Promise<string> {
  // The AWS CLI knows the second, the SDK does not.
  const { AWS_REGION, AWS_DEFAULT_REGION } = process.env;
  const region = AWS_REGION || AWS_DEFAULT_REGION;
  if (region) return region;
  try {
    return await new STSClient({ profile }).config.region();
  } catch {
    const must = 'be given, as neither the environment nor the profile has a region';
    return refuse({ property: '--region', found: undefined, must, remedy: 'give it, or set AWS_REGION' });
  }
}
