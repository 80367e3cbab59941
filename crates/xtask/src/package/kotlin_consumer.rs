//! A program that takes the Kotlin package out of a Maven repository, as it is and shrunk as for Android.

use crate::files::{entries, put};
use crate::tools::{Tool, root, tool};

/// A project of its own, with a repository of its own in which nothing else of this project is.
const PROJECT: &str = "target/kotlin-consumer";
const SHRINKER: &str = "target/kotlin-shrinker";
const PROGUARD: &str = "7.10.0";

/// Installs the package from `dist/kotlin`, and runs the program twice.
pub(super) fn run(version: &str) -> Result<(), String> {
    let project = root().join(PROJECT);
    let dependency = ("dev.usermetadata", "user-metadata", version);
    put(&project.join("pom.xml"), pom("consumer", dependency))?;
    put(&project.join("src/main/java/Consumer.java"), CONSUMER)?;
    let artefact = |ending: &str| {
        root().join(format!("dist/kotlin/user-metadata-{version}.{ending}")).display().to_string()
    };
    mvn(&[
        "org.apache.maven.plugins:maven-install-plugin:3.1.4:install-file",
        &format!("-Dfile={}", artefact("jar")),
        &format!("-DpomFile={}", artefact("pom")),
    ])
    .run()?;
    mvn(&[
        "clean",
        "compile",
        DEPENDENCIES,
        "org.codehaus.mojo:exec-maven-plugin:3.6.4:java",
        "-Dexec.mainClass=Consumer",
    ])
    .within(PROJECT)
    .run()?;
    shrunk(version)
}

/// Once more without everything that nobody calls, and with short names: only what the rules in the jar keep is left.
///
/// R8 takes the same rules, and comes with Android's tools only.
fn shrunk(version: &str) -> Result<(), String> {
    put(
        &root().join(SHRINKER).join("pom.xml"),
        pom("shrinker", ("com.guardsquare", "proguard-base", PROGUARD)),
    )?;
    mvn(&[DEPENDENCIES]).within(SHRINKER).run()?;
    let mut rules = String::new();
    for jar in entries(&root().join(PROJECT).join("target/dependency"))? {
        rules += &format!("-injars {}(!META-INF/**)\n", jar.display());
    }
    put(&root().join(PROJECT).join("app.pro"), rules + APP)?;
    // R8 finds the rules in the jar by itself.
    let jar = format!("target/dependency/user-metadata-{version}.jar");
    tool("jar", &["xf", &jar, RULES]).within(PROJECT).run()?;
    let tools = root().join(SHRINKER).join("target/dependency/*");
    tool("java", &["-cp", &tools.to_string_lossy(), "proguard.ProGuard", "@app.pro"])
        .within(PROJECT)
        .run()?;
    tool("java", &["-cp", "target/shrunk.jar", "Consumer"]).within(PROJECT).run()
}

/// Puts the jars of a project into `target/dependency`.
const DEPENDENCIES: &str = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies";

fn mvn(arguments: &[&str]) -> Tool {
    let repository = format!("-Dmaven.repo.local={}", root().join(PROJECT).join("repository").display());
    tool("mvn", &["--batch-mode", "--quiet", &repository])
        .args(&arguments.iter().map(|&it| it.to_owned()).collect::<Vec<_>>())
}

fn pom(name: &str, (group, artefact, version): (&str, &str, &str)) -> String {
    // The release is one that every version of the compiler plugin knows how to be told.
    format!(
        r#"<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>{name}</groupId>
  <artifactId>{name}</artifactId>
  <version>1</version>
  <properties>
    <maven.compiler.source>17</maven.compiler.source>
    <maven.compiler.target>17</maven.compiler.target>
    <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
  </properties>
  <dependencies>
    <dependency>
      <groupId>{group}</groupId>
      <artifactId>{artefact}</artifactId>
      <version>{version}</version>
    </dependency>
  </dependencies>
</project>
"#
    )
}

/// Every way into the library that was packed: generated functions, quick validators, a machine.
const CONSUMER: &str = r#"import dev.usermetadata.*;
import dev.usermetadata.core.*;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;

public class Consumer {
    public static void main(String[] arguments) throws Exception {
        String text = Identifiers.parseEmail(" Jane@Example.com ");
        String facts = Identifiers.describeEmail(" Jane@Example.com ").getText();
        if (!text.equals("Jane@example.com") || !facts.equals(text)) throw new AssertionError(text + " " + facts);

        byte[] answer = ("{\"response\":{\"id\":\"idn_1\",\"phone_number\":\"+15551234567\",\"verification\":"
            + "{\"status\":\"unverified\",\"strategy\":\"phone_code\"}},\"client\":null}")
            .getBytes(StandardCharsets.UTF_8);
        Transport canned = new FutureTransport(
            request -> CompletableFuture.completedFuture(new HttpResponse(200, List.of(), answer)));
        Session session = new Session(new SessionConfig(
            new Credentials.Native(new Secret("token")), null, "https://clerk.example.com"));
        User user = new User(session, canned);
        Enrolling enrolling = user.enroll(new EnrollmentRequest.PhoneNumber("+15551234567"));
        Effect effect = user.futures().proceed(enrolling).get();
        if (!(effect instanceof Effect.AskCode)) throw new AssertionError(effect);
        Enrolling resumed = user.resume(enrolling.getSnapshot());
        if (!resumed.getIdentifier().equals("+15551234567")) throw new AssertionError(resumed);
        System.out.println(text + " " + User_metadataKt.version());
    }
}
"#;

const RULES: &str = "META-INF/proguard/user-metadata.pro";

/// What an app says for itself. Optimising is left out: ProGuard makes code of the coroutines that no machine accepts.
const APP: &str = "\
-injars target/classes
-outjars target/shrunk.jar
-libraryjars <java.home>/jmods/java.base.jmod(!**.jar;!module-info.class)
-libraryjars <java.home>/jmods/java.desktop.jmod(!**.jar;!module-info.class)
-libraryjars <java.home>/jmods/java.logging.jmod(!**.jar;!module-info.class)
-libraryjars <java.home>/jmods/java.net.http.jmod(!**.jar;!module-info.class)
-keep public class Consumer { public static void main(java.lang.String[]); }
-dontoptimize
-dontnote
-dontwarn _COROUTINE.**,kotlin.**,kotlinx.**,org.jetbrains.annotations.**,java.lang.instrument.**
-include META-INF/proguard/user-metadata.pro
";
