
// What src/direct.rs exports beside the generated functions, for Swift.
int32_t user_metadata_describe(int32_t kind, uint8_t *_Nonnull buffer, int32_t length, int32_t capacity);
