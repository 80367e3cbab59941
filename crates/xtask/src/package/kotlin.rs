//! The Kotlin package as Maven repositories hold it, with the library of this platform inside.

use std::fs;

use super::fresh;
use crate::files::{copy, put};
use crate::steps::kotlin;
use crate::tools::{root, tool};
use crate::{install, mobile};

/// Builds the library, packs it with the classes, puts jar, sources, reference and pom into `dist/kotlin`, and runs a
/// program that depends on them.
pub(super) fn package() -> Result<(), String> {
    let library = mobile::stripped_library()?;
    install::workspace()?;
    mobile::generate("kotlin", &root().join("kotlin/target/generated-sources/uniffi"))?;
    let folder = root().join("kotlin/target/native").join(jna_platform()?);
    copy(&library, &folder.join(library.file_name().unwrap_or_default()))?;
    kotlin::maven(&["package", "-Dmaven.test.skip=true"])?;
    let dist = fresh("kotlin")?;
    let version = env!("CARGO_PKG_VERSION");
    for ending in [".jar", "-sources.jar", "-javadoc.jar"] {
        let name = format!("user-metadata-{version}{ending}");
        copy(&root().join("kotlin/target").join(&name), &dist.join(&name))?;
    }
    copy(&root().join("kotlin/pom.xml"), &dist.join(format!("user-metadata-{version}.pom")))?;
    // What was packed must not be found by a test in place of what was built for it.
    for folder in ["kotlin/target/native", "kotlin/target/classes"] {
        fs::remove_dir_all(root().join(folder)).map_err(|error| format!("{folder}: {error}"))?;
    }
    consume(version)
}

/// A Maven project of its own, with a repository of its own in which nothing else of this project is.
fn consume(version: &str) -> Result<(), String> {
    let project = root().join("target/kotlin-consumer");
    put(&project.join("pom.xml"), CONSUMER_POM.replace("VERSION", version))?;
    put(&project.join("src/main/java/Consumer.java"), CONSUMER)?;
    let repository = format!("-Dmaven.repo.local={}", project.join("repository").display());
    let mvn = |arguments: &[&str]| {
        tool("mvn", &["--batch-mode", "--quiet", &repository])
            .args(&arguments.iter().map(|&it| it.to_owned()).collect::<Vec<_>>())
    };
    let artefact = |ending: &str| {
        root().join(format!("dist/kotlin/user-metadata-{version}.{ending}")).display().to_string()
    };
    mvn(&[
        "org.apache.maven.plugins:maven-install-plugin:3.1.4:install-file",
        &format!("-Dfile={}", artefact("jar")),
        &format!("-DpomFile={}", artefact("pom")),
    ])
    .run()?;
    mvn(&["clean", "compile", "org.codehaus.mojo:exec-maven-plugin:3.6.4:java", "-Dexec.mainClass=Consumer"])
        .within("target/kotlin-consumer")
        .run()
}

const CONSUMER_POM: &str = r#"<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>consumer</groupId>
  <artifactId>consumer</artifactId>
  <version>1</version>
  <properties>
    <!-- What every version of the compiler plugin knows. -->
    <maven.compiler.source>17</maven.compiler.source>
    <maven.compiler.target>17</maven.compiler.target>
    <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
  </properties>
  <dependencies>
    <dependency>
      <groupId>dev.usermetadata</groupId>
      <artifactId>user-metadata</artifactId>
      <version>VERSION</version>
    </dependency>
  </dependencies>
</project>
"#;

/// The quick way and the generated one, with the library out of the jar.
const CONSUMER: &str = r#"public class Consumer {
    public static void main(String[] arguments) throws Exception {
        String text = dev.usermetadata.Identifiers.parseEmail(" Jane@Example.com ");
        String facts = dev.usermetadata.Identifiers.describeEmail(" Jane@Example.com ").getText();
        if (!text.equals("Jane@example.com") || !facts.equals(text)) throw new AssertionError(text + " " + facts);
        System.out.println(text + " " + dev.usermetadata.core.User_metadataKt.version());
    }
}
"#;

/// Where JNA looks for a library inside a jar.
fn jna_platform() -> Result<&'static str, String> {
    match (std::env::consts::OS, std::env::consts::ARCH) {
        ("linux", "x86_64") => Ok("linux-x86-64"),
        ("linux", "aarch64") => Ok("linux-aarch64"),
        ("macos", "x86_64") => Ok("darwin-x86-64"),
        ("macos", "aarch64") => Ok("darwin-aarch64"),
        ("windows", "x86_64") => Ok("win32-x86-64"),
        (os, arch) => Err(format!("JNA's name for {os} on {arch} is not known here")),
    }
}
