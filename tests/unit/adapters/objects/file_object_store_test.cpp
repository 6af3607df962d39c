#include "adapters/objects/file_object_store.hpp"

#include <atomic>
#include <csignal>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include "adapters/objects/open_objects.hpp"
#include "unit/adapters/temporary_folder.hpp"

namespace mockcall {
namespace {

using namespace test;
using testing::HasSubstr;
using testing::Not;

template <class T>
ErrorCode code_of(const Result<T>& result) {
    EXPECT_FALSE(result.has_value());
    return result ? ErrorCode::InternalError : result.error().code;
}

class FileObjects : public testing::Test {
  protected:
    FileObjects() {
        auto opened = open_objects("file:" + (folder / "objects"));
        EXPECT_TRUE(opened);
        objects = std::move(*opened);
    }
    [[nodiscard]] std::string text(const std::string& key) const {
        const auto got = objects->get(key);
        return got ? std::string(text_of(*got)) : "(" + got.error().message + ")";
    }

    TemporaryFolder folder;
    std::unique_ptr<ObjectStore> objects;
};

TEST_F(FileObjects, ComeBackAsTheyWerePut) {
    const Bytes all = [] {
        Bytes bytes(100'000);
        for (std::size_t i = 0; i < bytes.size(); ++i)
            bytes[i] = static_cast<std::uint8_t>(i * 7 + i / 256);
        return bytes;
    }();
    ASSERT_TRUE(objects->put("recordings/2025/call_x.webm", all));
    EXPECT_EQ(*objects->get("recordings/2025/call_x.webm"), all);
    EXPECT_EQ(*objects->size("recordings/2025/call_x.webm"), all.size());
    ASSERT_TRUE(objects->put("empty", {}));
    EXPECT_EQ(*objects->size("empty"), 0u);
    EXPECT_EQ(text("empty"), "");
}

TEST_F(FileObjects, ARangeIsCutAtTheEnd) {
    ASSERT_TRUE(objects->put("a", bytes_of("0123456789")));
    const auto range = [&](std::uint64_t offset, std::uint64_t length) {
        return std::string(text_of(*objects->get_range("a", offset, length)));
    };
    EXPECT_EQ(range(0, 4), "0123");
    EXPECT_EQ(range(7, 3), "789");
    EXPECT_EQ(range(7, 100), "789");
    EXPECT_EQ(range(9, UINT64_MAX), "9");
    EXPECT_EQ(range(10, 1), "");
    EXPECT_EQ(range(UINT64_MAX, UINT64_MAX), "");
    EXPECT_EQ(range(3, 0), "");
}

TEST_F(FileObjects, WhatIsNotThereIsNotFound) {
    ASSERT_TRUE(objects->put("a/b", bytes_of("x")));
    for (const std::string key : {"nothing", "a", "a/b/c", "a/c"}) {
        EXPECT_EQ(code_of(objects->get(key)), ErrorCode::NotFound) << key;
        EXPECT_EQ(code_of(objects->get_range(key, 0, 1)), ErrorCode::NotFound) << key;
        EXPECT_EQ(code_of(objects->size(key)), ErrorCode::NotFound) << key;
    }
}

TEST_F(FileObjects, RemovingIsFinalAndMayBeRepeated) {
    ASSERT_TRUE(objects->put("a/b", bytes_of("x")));
    EXPECT_TRUE(objects->remove("a/b"));
    EXPECT_EQ(code_of(objects->get("a/b")), ErrorCode::NotFound);
    EXPECT_TRUE(objects->remove("a/b"));
    EXPECT_TRUE(objects->remove("never/was"));
}

TEST_F(FileObjects, NoKeyLeadsOutOfTheFolderOrIntoTheStoresOwn) {
    write_file(folder / "secret", "s");
    for (const std::string& key :
         {std::string(),         std::string("../secret"),  std::string("/etc/passwd"), std::string("a/../../secret"),
          std::string("a//b"),   std::string("a/"),         std::string("/"),           std::string("."),
          std::string("a/./b"),  std::string(".partial/x"), std::string("a b"),         std::string("a\0b", 3),
          std::string("a\nb"),   std::string("ä"),          std::string("a\\b"),        std::string("a%2e"),
          std::string(201, 'a'), std::string("a:b"),        std::string("~x"),          std::string("x..y")}) {
        EXPECT_EQ(code_of(objects->put(key, bytes_of("x"))), ErrorCode::ValidationError) << key;
        EXPECT_EQ(code_of(objects->get(key)), ErrorCode::ValidationError) << key;
        EXPECT_EQ(code_of(objects->size(key)), ErrorCode::ValidationError) << key;
        EXPECT_EQ(code_of(objects->remove(key)), ErrorCode::ValidationError) << key;
        EXPECT_EQ(code_of(objects->open_log(key)), ErrorCode::ValidationError) << key;
    }
    EXPECT_EQ(content_of(folder / "secret"), "s");
}

TEST_F(FileObjects, ALinkThatSomebodyPlantedIsNotFollowed) {
    write_file(folder / "secret", "s");
    std::filesystem::create_symlink(folder / "secret", folder / "objects/link");
    EXPECT_EQ(code_of(objects->get("link")), ErrorCode::NotFound);
    EXPECT_FALSE(objects->open_log("link"));
    ASSERT_TRUE(objects->put("link", bytes_of("mine")));
    EXPECT_EQ(content_of(folder / "secret"), "s");
    EXPECT_EQ(text("link"), "mine");
}

TEST_F(FileObjects, AreReadableByTheirOwnerOnly) {
    ASSERT_TRUE(objects->put("recordings/a", bytes_of("x")));
    struct stat info{};
    ASSERT_EQ(::stat((folder / "objects/recordings/a").c_str(), &info), 0);
    EXPECT_EQ(info.st_mode & 0777, 0600u);
    ASSERT_EQ(::stat((folder / "objects/recordings").c_str(), &info), 0);
    EXPECT_EQ(info.st_mode & 0777, 0700u);
}

TEST_F(FileObjects, AReaderSeesTheOldOrTheNewNeverAMixture) {
    const std::string old_text(200'000, 'o'), new_text(150'000, 'n');
    ASSERT_TRUE(objects->put("a", bytes_of(old_text)));
    std::atomic<bool> done = false;
    std::jthread writer([&] {
        for (int i = 0; i < 20; ++i)
            EXPECT_TRUE(objects->put("a", bytes_of(i % 2 == 0 ? new_text : old_text)));
        done = true;
    });
    while (!done) {
        const std::string seen = text("a");
        ASSERT_TRUE(seen == old_text || seen == new_text);
    }
}

/// Writing beyond a size fails as a full disk does.
class FullDisk {
  public:
    explicit FullDisk(rlim_t bytes) {
        ::getrlimit(RLIMIT_FSIZE, &before_);
        const rlimit now{bytes, before_.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &now);
        handler_ = std::signal(SIGXFSZ, SIG_IGN);
    }
    ~FullDisk() {
        ::setrlimit(RLIMIT_FSIZE, &before_);
        std::signal(SIGXFSZ, handler_);
    }

  private:
    rlimit before_{};
    void (*handler_)(int) = nullptr;
};

TEST_F(FileObjects, APutThatFailsLeavesTheOldObjectAndNoScrap) {
    ASSERT_TRUE(objects->put("a", bytes_of("old")));
    {
        const FullDisk full(1000);
        const auto put = objects->put("a", Bytes(5000, 'x'));
        ASSERT_EQ(code_of(put), ErrorCode::InternalError);
        EXPECT_THAT(put.error().message, HasSubstr("too large"));
        EXPECT_THAT(put.error().message, Not(HasSubstr(folder.path().string())));
    }
    EXPECT_EQ(text("a"), "old");
    EXPECT_TRUE(std::filesystem::is_empty(folder / "objects/.partial"));
}

TEST_F(FileObjects, ALogGrowsAndIsReadWhileItDoes) {
    auto log = objects->open_log("journals/call_x.log");
    ASSERT_TRUE(log);
    ASSERT_TRUE((*log)->append(bytes_of("one\n")));
    EXPECT_EQ(text("journals/call_x.log"), "one\n");
    ASSERT_TRUE((*log)->append(bytes_of("two\n")));
    ASSERT_TRUE((*log)->sync());
    log->reset();
    log = objects->open_log("journals/call_x.log");
    ASSERT_TRUE(log);
    ASSERT_TRUE((*log)->append(bytes_of("three\n")));
    EXPECT_EQ(text("journals/call_x.log"), "one\ntwo\nthree\n");
}

TEST_F(FileObjects, ALogHasOneOwner) {
    auto log = objects->open_log("journal");
    ASSERT_TRUE(log);
    EXPECT_EQ(code_of(objects->open_log("journal")), ErrorCode::InvalidState);
    log->reset();
    EXPECT_TRUE(objects->open_log("journal"));
}

TEST_F(FileObjects, ARecordThatDoesNotFitLeavesNoHalfBehind) {
    auto log = objects->open_log("journal");
    ASSERT_TRUE((*log)->append(bytes_of("whole\n")));
    {
        const FullDisk full(1000);
        EXPECT_EQ(code_of((*log)->append(Bytes(5000, 'x'))), ErrorCode::InternalError);
    }
    EXPECT_EQ(text("journal"), "whole\n");
    ASSERT_TRUE((*log)->append(bytes_of("next\n")));
    EXPECT_EQ(text("journal"), "whole\nnext\n");
}

TEST_F(FileObjects, WhatAKilledProcessLeftIsClearedAwayButNotWhatIsBeingWritten) {
    const std::string old_scrap = folder / "objects/.partial/1-0", fresh = folder / "objects/.partial/2-0";
    write_file(old_scrap, "x");
    write_file(fresh, "x");
    const auto day_ago = std::filesystem::last_write_time(fresh) - std::chrono::hours(24);
    std::filesystem::last_write_time(old_scrap, day_ago);
    ASSERT_TRUE(open_objects("file:" + (folder / "objects")));
    EXPECT_FALSE(std::filesystem::exists(old_scrap));
    EXPECT_TRUE(std::filesystem::exists(fresh));
}

TEST(OpenObjects, RefusesUrlsItCannotUseAndSaysWhatItCan) {
    for (const std::string url : {"", "s3://bucket", "file:", "file://", "/a/path"}) {
        const auto opened = open_objects(url);
        ASSERT_EQ(code_of(opened), ErrorCode::ValidationError) << url;
        EXPECT_THAT(opened.error().message, HasSubstr("file:")) << url;
    }
    TemporaryFolder folder;
    write_file(folder / "file", "");
    EXPECT_EQ(code_of(open_objects("file:" + (folder / "file/below"))), ErrorCode::ValidationError);
}

}  // namespace
}  // namespace mockcall
