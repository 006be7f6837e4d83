/**
 * Source of the function that sets what CloudFormation cannot, for the Node.js runtime and the AWS SDK that it contains.
 *
 * A text, because it goes into the template, where 4,096 characters are the limit. Its comments go along, so they are
 * few. What matters beside them:
 * - Every operation sets a value, so that the same request twice, or one that CloudFormation repeats, does no harm.
 * - A permission granted in the same deployment takes some seconds to be known everywhere, hence the second attempts.
 * - Deletion changes nothing: other stacks, people and pipelines rely on the account's settings.
 * - If the response cannot be delivered the function fails, and Lambda runs it again.
 */
export const ACCOUNT_SETTINGS_HANDLER = `'use strict';

const pause = () => new Promise((resolve) => setTimeout(resolve, 5000));

exports.handler = async (event) => {
  const { RequestType, ResourceProperties, StackId, RequestId, LogicalResourceId } = event;
  console.log(JSON.stringify({ RequestType, ResourceProperties }));
  let outcome = { Status: 'SUCCESS' };
  try {
    // Deleting the resource undoes nothing.
    if (RequestType !== 'Delete') await apply(ResourceProperties, StackId.split(':')[4]);
  } catch (error) {
    console.error(error);
    outcome = { Status: 'FAILED', Reason: String(error.message).slice(0, 1000) };
  }
  const response = await fetch(event.ResponseURL, {
    method: 'PUT',
    headers: { 'content-type': '' },
    body: JSON.stringify({ ...outcome, PhysicalResourceId: 'ecr-account-settings', StackId, RequestId, LogicalResourceId }),
  });
  if (!response.ok) throw new Error('CloudFormation did not take the response: HTTP ' + response.status);
};

async function apply({ EcrSettings = {}, Inspector, InspectorEcrConfiguration }, account) {
  for (const [name, value] of Object.entries(EcrSettings)) {
    await call('ecr', 'ECR', 'PutAccountSetting', { name, value });
  }
  if (Inspector) await activate(account);
  if (InspectorEcrConfiguration) {
    await call('inspector2', 'Inspector2', 'UpdateConfiguration', { ecrConfiguration: InspectorEcrConfiguration });
  }
}

async function activate(account) {
  const accountIds = [account];
  const enabled = await call('inspector2', 'Inspector2', 'Enable', { accountIds, resourceTypes: ['ECR'] });
  const failed = (enabled.failedAccounts || []).filter(
    ({ errorCode }) => errorCode !== 'ALREADY_ENABLED' && errorCode !== 'ENABLE_IN_PROGRESS',
  );
  refuse('Enable', failed);
  for (let attempt = 1; ; attempt++) {
    const { accounts, failedAccounts } = await call('inspector2', 'Inspector2', 'BatchGetAccountStatus', { accountIds });
    refuse('BatchGetAccountStatus', failedAccounts);
    const { status } = accounts[0].resourceState.ecr;
    if (status === 'ENABLED') return;
    if (attempt === 100) throw new Error('Amazon Inspector is still ' + status + ' for Amazon ECR');
    await pause();
  }
}

function refuse(operation, [failure] = []) {
  if (failure) throw new Error('inspector2:' + operation + ': ' + failure.errorCode + ': ' + failure.errorMessage);
}

async function call(service, client, operation, input) {
  const sdk = require('@aws-sdk/client-' + service);
  for (let attempt = 1; ; attempt++) {
    try {
      return await new sdk[client + 'Client']().send(new sdk[operation + 'Command'](input));
    } catch (error) {
      // A permission that was granted seconds ago may not be known yet.
      if (error.name !== 'AccessDeniedException' || attempt === 5) {
        throw new Error([service + ':' + operation, error.name, error.message].join(': '));
      }
      await pause();
    }
  }
}
`;
