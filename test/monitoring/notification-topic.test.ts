import { stackOf } from './support';
import { NotificationTopic } from '../../src/monitoring/notification-topic';

test('a topic refuses the ARN of a key in place of the key, from JavaScript', () => {
  const encryptionKey = 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab' as never;
  expect(() => new NotificationTopic(stackOf(), 'Topic', { encryptionKey })).toThrow(
    /^NotificationTopic at .*Topic: encryptionKey is "arn:aws:kms:.*" but must be a key of AWS KMS; import one by its ARN with Key.fromKeyArn$/,
  );
});
