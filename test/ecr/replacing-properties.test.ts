import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';
import { REPLACING_PROPERTIES } from '../../src/ecr/replacing-properties';

const DATABASE = loadAwsServiceSpecSync();

test.each(Object.entries(REPLACING_PROPERTIES))('the schema says the same of %s', (type, properties) => {
  const [schema] = DATABASE.lookup('resource', 'cloudFormationType', 'equals', type);
  const replacing = Object.entries(schema.properties).filter(([, { causesReplacement: causes }]) => causes === 'yes');
  expect(replacing.map(([name]) => name).sort()).toEqual(properties);
});
