package com.acme.images;

import io.github.cdkecr.EcrChecks;
import io.github.cdkecr.EcrChecksProps;
import io.github.cdkecr.ImageTagMutability;
import io.github.cdkecr.LifecyclePolicy;
import io.github.cdkecr.LifecycleRule;
import io.github.cdkecr.LifecycleSelectionOptions;
import io.github.cdkecr.RepositoryAccess;
import io.github.cdkecr.RepositoryDefaults;
import io.github.cdkecr.RepositoryDefaultsOptions;
import io.github.cdkecr.TagSelection;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Validations;

/** The images of a company, and their copies in a second region. */
public class ImagesApp extends App {
    /** Put in yours. */
    private static final String ACCOUNT = "111122223333";

    public final ImagesStack images;
    public final RecoveryStack recovery;

    public ImagesApp() {
        // The baseline: every repository of the app has these settings, unless it says otherwise.
        super(AppProps.builder()
                .propertyInjectors(RepositoryDefaults.ofPrivateRepositories(RepositoryDefaultsOptions.builder()
                        .tagMutability(ImageTagMutability.immutable())
                        .lifecycle(LifecyclePolicy.of(
                                LifecycleRule.keep(LifecycleSelectionOptions.builder()
                                        .description("releases")
                                        .tags(TagSelection.pattern("v*"))
                                        .build()),
                                LifecycleRule.keepNewest(50, LifecycleSelectionOptions.builder()
                                        .description("builds")
                                        .tags(TagSelection.prefix("ci-"))
                                        .build()),
                                LifecycleRule.expireUntagged(Duration.days(14))))
                        .access(List.of(RepositoryAccess.pullFromOrganization("o-a1b2c3d4e5")))
                        .tags(Map.of("team", "platform"))
                        .build()))
                .build());

        recovery = new RecoveryStack(this, "Recovery", in("eu-central-1"));
        images = new ImagesStack(this, "Images", in("eu-west-1"), recovery.registry);
        new ToolsStack(this, "Tools", in("eu-west-1"));

        // No lifecycle policy of the app may delete a release, and nobody may forget whose a repository is.
        Validations.of(this).addPlugins(EcrChecks.Builder.create(this)
                .protect(List.of("v*"))
                .requiredTags(List.of("team"))
                .build());
    }

    public static void main(String[] args) {
        new ImagesApp().synth();
    }

    private static Environment in(String region) {
        return Environment.builder().account(ACCOUNT).region(region).build();
    }
}
