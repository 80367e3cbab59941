package dev.usermetadata

import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import java.io.File
import java.lang.reflect.Constructor
import java.lang.reflect.Field
import java.lang.reflect.Member
import java.lang.reflect.Method
import java.lang.reflect.Modifier
import kotlin.reflect.KVisibility
import kotlin.reflect.jvm.kotlinFunction
import kotlin.reflect.jvm.kotlinProperty

/**
 * The public surface, as other programs are compiled against it, is the one in `api/user-metadata.api`. A change of it is
 * a change of that file in the same commit: `-Dapi.write=true` writes it.
 */
internal class ApiTest {
    private val classes = File(System.getProperty("classes"))
    private val file = File(workspace, "kotlin/api/user-metadata.api")

    @Test
    fun thePublicSurfaceIsTheOneThatIsWrittenDown() {
        val found = dump()
        if (System.getProperty("api.write") == "true") {
            file.parentFile.mkdirs()
            file.writeText(found)
        }
        val held = file.readText()
        val gone = (held.lines() - found.lines().toSet()).map { "gone: $it" }
        val new = (found.lines() - held.lines().toSet()).map { "new: $it" }
        assertEquals(emptyList<String>(), gone + new)
        assertTrue(held == found, "the order has changed")
    }

    private fun dump(): String =
        classes.walk()
            .filter { it.extension == "class" }
            .map { it.relativeTo(classes).path.removeSuffix(".class").replace('/', '.') }
            .sorted()
            .map { Class.forName(it, false, javaClass.classLoader) }
            .filter(::isPublic)
            .mapNotNull(::dump)
            .joinToString("\n")

    private fun dump(type: Class<*>): String? {
        val members = (type.declaredConstructors.toList<Member>() + type.declaredFields + type.declaredMethods)
            .filter { Modifier.isPublic(it.modifiers) || Modifier.isProtected(it.modifiers) }
            .filterNot { it.isSynthetic || '$' in it.name || isInternal(it) }
            .map { "  " + signature(it) }
            .sorted()
        // What holds internal functions only.
        if (members.isEmpty() && type.simpleName.endsWith("Kt")) return null
        return (listOf(type.toGenericString()) + members).joinToString("\n", postfix = "\n")
    }

    /** The generator's own machinery is no surface. */
    private fun isPublic(type: Class<*>): Boolean {
        val names = generateSequence(type) { it.enclosingClass }.map { it.simpleName }.toList()
        val isMachinery = names.any { name -> MACHINERY.any { name.startsWith(it) } }
        val isOpen = generateSequence(type) { it.enclosingClass }.all { Modifier.isPublic(it.modifiers) }
        return isOpen && !isMachinery && !type.isAnonymousClass && !type.isSynthetic && isVisible(type)
    }

    private fun isVisible(type: Class<*>): Boolean =
        // A file of functions is no class to Kotlin.
        isFacade(type) || generateSequence(type) { it.enclosingClass }.none { it.kotlin.visibility == KVisibility.INTERNAL }

    private fun isFacade(type: Class<*>): Boolean =
        type.getAnnotation(Metadata::class.java)?.kind == 2

    private fun isInternal(member: Member): Boolean {
        val visibility = when (member) {
            is Method -> member.kotlinFunction?.visibility
            is Constructor<*> -> member.kotlinFunction?.visibility
            is Field -> member.kotlinProperty?.visibility
            else -> null
        }
        return visibility == KVisibility.INTERNAL
    }

    private fun signature(member: Member): String =
        when (member) {
            is Method -> member.toGenericString()
            is Constructor<*> -> member.toGenericString()
            is Field -> member.toGenericString()
            else -> error("no such member: $member")
        }

    private companion object {
        val MACHINERY = listOf(
            "Uniffi", "FfiConverter", "RustBuffer", "ForeignBytes", "NoHandle", "Disposable", "IntegrityChecking", "InternalException",
            "ErrorHandler",
        )
    }
}
