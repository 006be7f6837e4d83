package com.acme.images;

import io.github.cdkecr.EnhancedScanningOptions;
import io.github.cdkecr.FindingMetrics;
import io.github.cdkecr.GitHubIdentityOptions;
import io.github.cdkecr.ImagePushRole;
import io.github.cdkecr.MonitoringActions;
import io.github.cdkecr.NotificationTopic;
import io.github.cdkecr.PrivateRepository;
import io.github.cdkecr.PullThroughCache;
import io.github.cdkecr.PullThroughCacheOptions;
import io.github.cdkecr.Registry;
import io.github.cdkecr.RegistryMonitoring;
import io.github.cdkecr.RegistryScanning;
import io.github.cdkecr.ReplicationOptions;
import io.github.cdkecr.RepositorySettings;
import io.github.cdkecr.UpstreamRegistry;
import io.github.cdkecr.WorkloadIdentity;
import io.github.cdkecr.WorkloadIdentityProvider;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.constructs.Construct;

/** The registry that images are pushed to, who pushes and pulls them, and who is told when something is wrong. */
public class ImagesStack extends Stack {
    public ImagesStack(Construct scope, String id, Environment env, Registry recovery) {
        super(scope, id, StackProps.builder().env(env).build());
        // One owner of what Amazon ECR keeps for a whole account and region.
        Registry registry = Registry.Builder.create(this, "Registry")
                .scanning(RegistryScanning.enhanced(EnhancedScanningOptions.builder()
                        .continuous(List.of("prod/*"))
                        .onPush(List.of("*"))
                        .build()))
                .requireScanning(true)
                .build();

        // Images of Amazon ECR Public, pulled through the registry.
        PullThroughCache cache = registry.addPullThroughCache("EcrPublic", PullThroughCacheOptions.builder()
                .upstream(UpstreamRegistry.ecrPublic())
                .settings(RepositorySettings.builder().tags(Map.of("team", "platform")).build())
                .build());

        // Production images are copied to the second region, into repositories like these.
        registry.replicateTo(recovery, ReplicationOptions.builder()
                .repositoryPrefixes(List.of("prod/"))
                .build());

        // Has the settings of the baseline. The task may pull its images, and those of the cache.
        PrivateRepository api = PrivateRepository.Builder.create(this, "Api").repositoryName("prod/api").build();
        Role task = Role.Builder.create(this, "TaskExecution")
                .assumedBy(new ServicePrincipal("ecs-tasks.amazonaws.com"))
                .build();
        api.getGrants().pull(task);
        cache.getGrants().pull(task);

        // Jobs of GitHub Actions on the branch main push without a static key.
        ImagePushRole ci = ImagePushRole.Builder.create(this, "Ci")
                .identity(WorkloadIdentity.gitHub(GitHubIdentityOptions.builder()
                        .owner("acme")
                        .repository("api")
                        .repositoryId("456789")
                        .branch("main")
                        .build()))
                .identityProvider(WorkloadIdentityProvider.create())
                .repositories(List.of(api))
                .build();
        CfnOutput.Builder.create(this, "CiRole").value(ci.getRole().getRoleArn()).build();

        // Critical findings, images that were not replicated, quotas that are nearly used up, and more.
        NotificationTopic pager = new NotificationTopic(this, "Pager");
        RegistryMonitoring.Builder.create(this, "Monitoring")
                .registry(registry)
                .findings(FindingMetrics.Builder.create(this, "Findings").registry(registry).build())
                .actions(MonitoringActions.builder()
                        .critical(List.of(pager))
                        .warning(List.of(pager))
                        .build())
                .build();
    }
}
