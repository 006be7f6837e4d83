export * from './access-request';
export * from './build-context';
export * from './decisions';
export * from './request-context';
export * from './simulate';
export * from './synthesized-stack';
