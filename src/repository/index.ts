export * from './i-private-repository';
export * from './image-tag-mutability';
export * from './private-repository';
export * from './repository-encryption';
export * from './repository-endpoint';
export * from './repository-key';
export * from './repository-settings';
